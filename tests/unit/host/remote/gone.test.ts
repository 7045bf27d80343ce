import { expect, test } from "@jest/globals";
import { orForget } from "../../../../provider/host/remote/gone";
import { UserError } from "../../../../provider/protocol/errors";

test("a host that does not answer: the error says how to forget what was there", async () => {
    const call = { urn: "urn:pulumi:dev::shop::unikernel:host:Instance::www" };
    const unreachable = (): Promise<never> => Promise.reject(new UserError("kvm1 does not answer"));
    await expect(orForget(call, { name: "kvm1" }, unreachable)).rejects.toThrow(
        "kvm1 does not answer\nIf kvm1 is gone for good, forget what was there: pulumi state delete " +
            "'urn:pulumi:dev::shop::unikernel:host:Instance::www'",
    );
});
