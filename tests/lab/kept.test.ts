import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Connection, Script } from "../../provider/host/connection";
import { tapTag } from "../../provider/host/network/taps";
import { hook } from "../../provider/host/remote/managers/libvirt/hook";
import { ownerLine } from "../../provider/host/remote/owner";
import { networkScript } from "../../provider/host/remote/network/scripts/network";
import { natCommands } from "../../provider/host/remote/network/unit/nat";
import { publishing } from "../../provider/host/remote/scripts/publish";
import { changing, interruptions } from "../unit/host/connection/interrupted";
import { planFor, urn } from "../unit/host/remote/network/plans";
import { labWorld } from "./world";

/*
 * Scripts that are kept on a host, and run by what starts services there: one that is killed, as with its host, is whole after the next
 * run, and others' things are what they were.
 */

const host = labWorld();
let connection: Connection;
beforeAll(async () => {
    host().through((way) => (connection = way));
    await run({ body: foreign });
});

const { signal } = new AbortController();
const run = (script: Script): Promise<string> => connection.run(script, { signal });

const root = "/var/lib/pulumi-unikernel";

const foreign = `ip link add br7 type bridge
ip tuntap add dev uk0123456789ab mode tap
ip link set uk0123456789ab alias pulumi-unikernel:fedcba9876543210 master br7
nft add table ip theirs`;

const clear = `for link in br1 uk001122334455; do ip link delete dev "$link" 2>/dev/null || :; done
nft flush ruleset
nft add table ip theirs
echo 0 >/proc/sys/net/ipv4/ip_forward
echo 0 >/proc/sys/net/ipv6/conf/all/forwarding
rm -rf ${root}
mkdir -p ${root}/networks/br1 ${root}/instances/www`;

const look = `cd ${root}
find . -type f -exec sha256sum {} + | sort -k 2
find . -printf '%M %p\\n' | sort
ip link | grep -v link/ | sed 's/^[0-9]*: //'
ip -brief address
nft list ruleset
cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding`;

/** Kills the script before each of its commands that change something. Answers with what there is once it has been run again. */
async function cutOff(script: Script, before: readonly Script[], least: number): Promise<string> {
    const world = {
        async reset() {
            await run({ body: clear });
            for (const each of before) await run(each);
        },
        run,
        state: () => run({ body: look }),
    };
    const { undisturbed, interrupted } = await interruptions(script, world, { only: changing });
    expect(interrupted.length).toBeGreaterThanOrEqual(least);
    for (const { message, state } of interrupted) expect([message, state]).toEqual([message, undisturbed]);
    expect(undisturbed).toContain("pulumi-unikernel:fedcba9876543210");
    expect(undisturbed).toContain("table ip theirs");
    return undisturbed;
}

describe("a network that is cut off anywhere", () => {
    const plan = planFor({ cidr6: "fd71::1/64" });
    const network = (action: "up" | "down", nat = ""): Script => {
        const own = `${root}/networks/br1 br1 ${tapTag(plan.unit)}`;
        const words = `${action} ${own} 02:00:00:00:00:01 ${plan.cidr} ${plan.cidr6}`;
        return { body: `set -- ${words} "$nat"\n${networkScript}`, values: { nat } };
    };
    const open = network("up", natCommands(plan));

    test("when it comes up is up when that is tried again", async () => {
        const made = await cutOff(open, [], 14);
        expect(made).toContain("10.42.0.1/24");
        expect(made).toContain("masquerade");
    });

    test("when it is set right lets nobody out any more", async () => {
        expect(await cutOff(network("up"), [open], 5)).not.toContain("masquerade");
    });

    test("when it goes down has gone when that is tried again", async () => {
        expect(await cutOff(network("down"), [open], 5)).not.toContain("br1@");
    });
});

describe("published ports whose switch is cut off anywhere", () => {
    const records = (address: string, more = ""): Script => ({
        body: `cd ${root}/instances/www
printf 'tcp 8080 ${address} 80\\nudp 5300 ${address} 53\\n' >ports
printf %s "$publishing" >publish
: >serving
${more}`,
        values: { publishing },
    });
    const switched: Script = { body: `set -- ${root}/instances/www\n${publishing}` };

    test("lead to the new one when that is tried again", async () => {
        const made = await cutOff(switched, [records("10.42.0.7")], 4);
        expect(made).toContain("8080 : 10.42.0.7 . 80");
    });

    test("lead to the new one, and not to the old one any more", async () => {
        const made = await cutOff(switched, [records("10.42.0.7"), switched, records("10.42.0.8")], 2);
        expect(made).toContain("8080 : 10.42.0.8 . 80");
        expect(made).not.toContain("10.42.0.7");
    });

    test("lead to it when libvirt starts it the next time", async () => {
        const owner = ownerLine({ unit: "0011223344556677", urn });
        const tap = "uk001122334455";
        const more = `echo libvirt >manager; echo '${owner}' >owner; echo '${tap} br0' >taps; ip tuntap add dev ${tap} mode tap`;
        const started: Script = { body: `set -- unikernel-www started begin -\n${hook}` };
        const made = await cutOff(started, [records("10.42.0.7", more)], 5);
        expect(made).toContain("8080 : 10.42.0.7 . 80");
        expect(made).toContain("alias pulumi-unikernel:0011223344556677");
    });
});
