import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { killedLives, type Life } from "./killed-lives";
import { startNetworkLab, type KnownNetwork, type NetworkLab } from "./networks";
import { otherNetworks, others } from "./others";

const cidr = "10.71.0.1/24";
const dhcp = { from: "10.71.0.100", to: "10.71.0.199" };

/** One that is made, is made something else, and goes; and a bridge of somebody else's that is adopted. */
function networkLife(lab: NetworkLab, more: { dhcp?: typeof dhcp }): Life {
    return async (seen) => {
        const as = async (state: KnownNetwork): Promise<KnownNetwork> => {
            expect(await lab.alteredIn(state)).toBeUndefined();
            await seen();
            return state;
        };
        const made = await as(await lab.create("br1", { cidr, cidr6: "fd71::1/64", ...more }));
        const closed = await as(await lab.update(made, { nat: false, dhcp: undefined }));
        const adopted = await as(await lab.create("br7", { adopt: true }));
        await lab.remove(adopted);
        await lab.remove(closed);
    };
}

describe.each([
    ["systemd", { dhcp }, ""],
    // What differs there is but what starts it at boot.
    ["sysv", {}, 'able "network-$bridge"'],
    ["openrc", {}, 'able "network-$bridge"'],
] as const)("on a host with %s", (init, more, from) => {
    let lab: NetworkLab;
    beforeAll(async () => {
        lab = await startNetworkLab({ init });
        await lab.exec(init === "systemd" ? others.make : otherNetworks);
    });
    afterAll(() => lab.stop());

    test("a network whose scripts are killed before each of their commands, and run again, is made, changed and removed beside others' things", async () => {
        const killed = await killedLives(lab, networkLife(lab, more), { from });
        expect(killed.length).toBeGreaterThan(10);
    }, 1_200_000);
});
