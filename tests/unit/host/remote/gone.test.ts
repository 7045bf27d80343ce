import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Unreachable, type Connection } from "../../../../provider/host/connection";
import { orForget } from "../../../../provider/host/remote/gone";
import { hostOf } from "../../../../provider/host/remote/hosts";
import { networkLifecycle } from "../../../../provider/host/remote/network/lifecycle/lifecycle";
import { UserError } from "../../../../provider/protocol/errors";
import { testStore, type TestStore } from "../store";

let store: TestStore;
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

const forgetting = (urn: string): string =>
    `kvm1 does not answer\nIf kvm1 is gone for good, forget what was there: pulumi state delete '${urn}'\n` +
    "Or give all that was there the option `retainOnDelete` and run `pulumi up`: `pulumi destroy` then leaves that host out";

const call = { urn: "urn:pulumi:dev::shop::unikernel:host:Instance::www" };

test("a host that does not answer: the error says how to forget what was there", async () => {
    const unreachable = (): Promise<never> => Promise.reject(new Unreachable("kvm1 does not answer"));
    await expect(orForget(call, { name: "kvm1" }, unreachable)).rejects.toMatchObject({
        message: forgetting(call.urn),
    });
});

test("a host that answers, and refuses: nothing is said of forgetting what is there", async () => {
    const refusing = (): Promise<never> => Promise.reject(new UserError("it is used by www"));
    await expect(orForget(call, { name: "kvm1" }, refusing)).rejects.toMatchObject({
        message: "it is used by www",
    });
});

test("a network on a host that does not answer says how to forget it", async () => {
    const ssh = { host: "kvm1" };
    const call = store.call("net");
    const connection: Connection = {
        name: "kvm1",
        run: () => Promise.reject(new Unreachable("kvm1 does not answer")),
    };
    Object.assign(hostOf(call, ssh), { connection });
    const inputs = { host: { ssh }, bridge: "br1", cidr: "10.42.0.1/24" };
    const state = { id: "kvm1/br1", inputs, outputs: { bridge: "br1", unit: "0011223344556677" } };
    const told = { message: forgetting(call.urn) };
    await expect(networkLifecycle.read(call, { id: state.id, state })).rejects.toMatchObject(told);
    await expect(networkLifecycle.delete(call, { state })).rejects.toMatchObject(told);
});
