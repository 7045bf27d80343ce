import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startNetworkLab, type KnownNetwork, type NetworkLab } from "./networks";

let lab: NetworkLab;
beforeAll(async () => {
    lab = await startNetworkLab();
    await lab.exec(
        "ip link add br9 type bridge && ip address add 10.79.0.1/24 dev br9 && ip link set br9 up && " +
            "nft 'add table inet unikernel_br8; add chain inet unikernel_br8 input; add table inet other' && " +
            "echo '[Unit]' >/etc/systemd/system/unikernel-network-br7.service",
    );
});
afterAll(() => lab.stop());

let before: string;
beforeEach(async () => {
    before = await lab.inventory();
});
/** Whatever a test has done: what it made goes, and nothing else. */
afterEach(async () => {
    await lab.removeAll();
    expect(await lab.inventory()).toBe(before);
});

const cidr = "10.71.0.1/24";

/** The one that is made; the other is refused. */
async function justOne(creations: readonly Promise<KnownNetwork>[], refusal: RegExp): Promise<KnownNetwork> {
    const results = await Promise.allSettled(creations);
    const reasons = results.flatMap((result) =>
        result.status === "rejected" ? [String(result.reason)] : [],
    );
    const [made, ...more] = results.flatMap((result) =>
        result.status === "fulfilled" ? [result.value] : [],
    );
    expect(reasons).toEqual([expect.stringMatching(refusal)]);
    if (made === undefined || more.length > 0) throw new Error("not one was made");
    return made;
}

describe("two networks on a host", () => {
    test("do not disturb each other, and the last one restores forwarding", async () => {
        const one = await lab.create("br1", { cidr });
        const other = await lab.create("br2", { cidr: "10.72.0.1/24" });
        await lab.remove(one);
        expect(await lab.alteredIn(other)).toBeUndefined();
        expect(await lab.forwarding()).toBe("1\n");
        await lab.remove(other);
        expect(await lab.forwarding()).toBe("0\n");
    });

    test("are both made when they are made at once", async () => {
        const both = await Promise.all([
            lab.create("br1", { cidr }),
            lab.create("br2", { cidr: "10.72.0.1/24" }),
        ]);
        expect(await Promise.all(both.map(lab.alteredIn))).toEqual([undefined, undefined]);
        await Promise.all(both.map(lab.remove));
        expect(await lab.forwarding()).toBe("0\n");
    });

    test.each(["10.71.0.1/24", "10.71.0.129/25", "10.71.77.1/16"])(
        "have addresses of their own: not %s",
        async (theirs) => {
            await lab.create("br1", { cidr });
            await expect(lab.create("br2", { cidr: theirs })).rejects.toThrow(
                `${lab.ssh.host} has a route into ${theirs} already: 10.71.0.0/24 dev br1`,
            );
        },
    );

    test("have addresses of their own also when they are made at once, or while one's bridge is gone", async () => {
        const wanting = (name: string, cidr: string): Promise<KnownNetwork> =>
            lab.create(name, { cidr, cidr6: "fd71::1/64" });
        const state = await justOne(
            [wanting("br1", cidr), wanting("br2", "10.72.0.1/24")],
            /addresses of this one|has a route into/,
        );
        const { bridge } = state.outputs;
        expect(await lab.alteredIn(state)).toBeUndefined();
        await lab.exec(`ip link delete ${bridge}`);
        await expect(lab.create("br3", { cidr: "10.73.0.1/24", cidr6: "fd71::2/48" })).rejects.toThrow(
            `the network ${bridge} on ${lab.ssh.host}, which belongs to urn:pulumi:`,
        );
    });

    test("have names of their own also when they are made at once", async () => {
        const state = await justOne(
            [
                lab.create("one", { bridge: "br1", cidr }),
                lab.create("other", { bridge: "br1", cidr: "10.72.0.1/24" }),
            ],
            /a network "br1" is on .* already and belongs to/,
        );
        expect(await lab.alteredIn(state)).toBeUndefined();
    });

    test("have names of their own, and one that is refused its name leaves the other as it was", async () => {
        const state = await lab.create("br1", { cidr });
        const as = await lab.inventory();
        await expect(lab.create("other", { bridge: "br1", cidr: "10.72.0.1/24" })).rejects.toThrow(
            `a network "br1" is on ${lab.ssh.host} already and belongs to urn:pulumi:`,
        );
        expect(await lab.inventory()).toBe(as);
        expect(await lab.forwarding()).toBe("1\n");
        expect(await lab.alteredIn(state)).toBeUndefined();
    });
});

describe("what others have made", () => {
    test("lives through the whole life of a network", async () => {
        const theirs = (): Promise<string> =>
            lab.exec("ip address show br9; nft list table inet unikernel_br8; nft list table inet other");
        const as = await theirs();
        const state = await lab.create("br1", { cidr });
        await lab.update(state, { nat: false });
        expect(await theirs()).toBe(as);
        await lab.remove(state);
        expect(await theirs()).toBe(as);
    });

    test.each([
        ["br9", "a network interface br9", "was not made for this network"],
        ["br8", "an nft table inet unikernel_br8", "was not made for this network"],
        [
            "br7",
            "/etc/systemd/system/unikernel-network-br7.service",
            "was not made by this program. Choose another `bridge`",
        ],
    ])("is never taken for a network's own: %s", async (name, what, why) => {
        await expect(lab.create(name, { cidr })).rejects.toThrow(
            `${what} is on ${lab.ssh.host} already and ${why}`,
        );
    });

    test("is left alone when it has taken a network's place", async () => {
        const state = await lab.create("br1", { cidr });
        await lab.exec("ip link delete br1 && ip link add br1 type bridge");
        expect(await lab.alteredIn(state)).toContain("the bridge br1 is not the one that was made");
        await expect(lab.update(state)).rejects.toThrow("was not made for this network");
        await lab.remove(state);
        await lab.exec("ip link delete br1");
    });

    test("can be adopted, and is not changed by that", async () => {
        const state = await lab.create("br9", { adopt: true });
        expect(state.outputs).toMatchObject({ bridge: "br9", cidr: "10.79.0.1/24", gateway: "10.79.0.1" });
        expect(await lab.inventory()).toBe(before);
        expect((await lab.update(state)).outputs).toEqual(state.outputs);
        expect(await lab.read(state)).toEqual(state);
        await lab.remove(state);
        expect(await lab.inventory()).toBe(before);
    });

    test("is adopted only if it is a bridge", async () => {
        const { host } = lab.ssh;
        await expect(lab.create("br6", { adopt: true })).rejects.toThrow(`${host} has no bridge br6`);
        await expect(lab.create("lo", { adopt: true })).rejects.toThrow(`lo on ${host} is not a bridge`);
    });
});

describe("others that forward", () => {
    const drop = "type filter hook forward priority 0; policy drop;";
    beforeEach(() => lab.exec("echo 0 >/proc/sys/net/ipv4/ip_forward"));
    afterEach(() => lab.exec("nft delete table ip filter; echo 0 >/proc/sys/net/ipv4/ip_forward"));

    test("go on when the last network has gone", async () => {
        const state = await lab.create("br1", { cidr });
        await lab.exec(`nft 'add table ip filter; add chain ip filter FORWARD { ${drop} }'`);
        await lab.remove(state);
        expect(await lab.forwarding()).toBe("1\n");
    });

    test("and drop all of it are warned of, unless they name the bridge", async () => {
        const said: string[] = [];
        const listening = { onNote: (note: string) => said.push(note) };
        await lab.exec(`nft 'add table ip filter; add chain ip filter FORWARD { ${drop} }'`);
        const state = await lab.create("br1", { cidr }, listening);
        expect(said).toEqual([
            expect.stringContaining(
                `A firewall on ${lab.ssh.host} drops or rejects what the host forwards to and from br1 (nft table ip filter)`,
            ),
        ]);
        await lab.remove(state);
        await lab.exec(`nft 'add rule ip filter FORWARD oifname "br1" accept'`);
        await lab.create("br1", { cidr }, listening);
        expect(said).toHaveLength(1);
    });
});
