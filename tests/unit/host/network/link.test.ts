import { expect, test } from "@jest/globals";
import { lookAtLink, parseLink } from "../../../../provider/host/network/link";

const tun = (type: string): object => ({ info_kind: "tun", info_data: { type } });

test.each([
    [[{ flags: ["BROADCAST", "UP"], linkinfo: tun("tap") }], { kind: "tap", isUp: true }],
    [
        [{ flags: ["NO-CARRIER", "UP"], ifalias: "mine", master: "br0", linkinfo: tun("tap") }],
        { kind: "tap", isUp: true, alias: "mine", master: "br0" },
    ],
    [[{ flags: ["BROADCAST"], linkinfo: { info_kind: "bridge" } }], { kind: "bridge", isUp: false }],
    [[{ flags: ["UP"], linkinfo: tun("tun") }], { kind: "other", isUp: true }],
    [[{ flags: ["UP"], linkinfo: { info_kind: "veth" } }], { kind: "other", isUp: true }],
    [[{}], { kind: "other", isUp: false }],
    [[], undefined],
])("%j is read as %j", (links, link) => {
    expect(parseLink(JSON.stringify(links))).toEqual(link);
});

test("an interface that does not exist is no error", async () => {
    expect(await lookAtLink("no-such-link")).toBeUndefined();
});

test("an interface of the machine is found", async () => {
    expect(await lookAtLink("lo")).toMatchObject({ kind: "other", isUp: true });
});
