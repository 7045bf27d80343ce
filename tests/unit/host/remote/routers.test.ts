import { expect, test } from "@jest/globals";
import { routerNotes } from "../../../../provider/host/remote/routers";

test("what was changed for a host to keep its own router is told", () => {
    expect(routerNotes("kvm1", [{ word: "heeds", rest: "eth0" }])).toEqual([
        "kvm1 has its IPv6 router from advertisements on eth0, which a host that forwards does not heed: " +
            "net.ipv6.conf.eth0.accept_ra is 2 there, so that it does",
    ]);
});
