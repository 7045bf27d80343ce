import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import type { InstanceState } from "../../unit/host/lifecycle/states";
import { answerOf, answersAgain, urlOf } from "../generations";
import { killingAt, type Point } from "../killing";
import { folderOf, oursIn } from "../records";
import { refreshed } from "../repairs";
import { loadOfVm, loadOn } from "../requests";
import { assembled } from "./assembled";
import { domainOf, serving, webFor, xenWorld } from "./domains";

const host = xenWorld();
let web: Artifact;
let before: string;
let current: InstanceState;

/** As docs/hosts.md has a Xen host made ready; with somebody else's domain beside ours, all the while. */
beforeAll(async () => {
    web = await webFor(host());
    await host().exec(`echo ${(await assembled()).toString("base64")} | base64 -d >/root/foreign
        cat >/root/foreign.cfg <<END
name = "foreign"
type = "pvh"
kernel = "/root/foreign"
memory = 32
END
        xl create /root/foreign.cfg
        printf 'XENDOMAINS_SAVE=""\\nXENDOMAINS_STOP_MAXWAIT=5\\n' >>/etc/default/xendomains`);
    before = await host().inventory();
    current = await host().create("www", serving(web, "generation 0"));
}, 600_000);

/** What is worst to be cut off before: when a domain is not made yet, and when it just was. The double is killed all along. */
const worst: readonly Point[] = [
    { from: "said=$(xl create", nth: 1 },
    { from: "said=$(xl create", nth: 3 },
];

test("replacements under a constant load fail no request, though the scripts of one are killed at the worst moments", async () => {
    const load = loadOn(urlOf(host()), loadOfVm);
    const killed: string[] = [];
    for (const points of [[], worst]) {
        const old = current;
        const undo = host().through(killingAt(points, killed));
        current = await host().create("www", serving(web, `generation ${points.length > 0 ? 2 : 1}`));
        await host().destroy(old);
        undo();
        expect(await refreshed(host(), current)).toEqual(current);
    }
    expect(killed).toHaveLength(worst.length);
    const { answered, failures } = await load.stop();
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(30);
    expect(await answerOf(host())).toContain("generation 2");
}, 600_000);

describe("a refresh finds, and the next up repairs", () => {
    const tap = (): string => current.outputs.taps.service ?? "";
    const config = (): string => `/etc/xen/${domainOf(current)}.cfg`;

    test.each([
        {
            what: "what was edited by hand, taken off its bridge and paused, and would not be started at boot",
            harm: () => `sed -i 's/^memory = 32$/memory = 64/' ${config()}
                ip link set ${tap()} nomaster
                rm /etc/xen/auto/${domainOf(current)}.cfg
                xl pause ${domainOf(current)}`,
            altered: new RegExp(
                [
                    /its xl configuration is not as it was written:\n@@ .* @@\n[^]*\n-memory = 32\n\+memory = 64\n[^]*/,
                    /the TAP device \w+ is not on the bridge br0/,
                    /it would not be started when the host boots/,
                    /its domain is paused/,
                ]
                    .map(({ source }) => source)
                    .join("\n"),
            ),
        },
        {
            what: "a domain that was destroyed",
            harm: () => `xl destroy ${domainOf(current)}`,
            state: "gone",
        },
    ])(
        "$what",
        async ({ harm, altered, state = "running" }) => {
            await host().exec(harm());
            const found = await refreshed(host(), current);
            expect(found.outputs.state).toBe(state);
            if (altered) expect(found.outputs.altered).toMatch(altered);
            expect(host().drift(found)).not.toEqual({});
            await host().update(found);
            const after = await refreshed(host(), found);
            expect(after.outputs).toEqual({ ...current.outputs, bootSeconds: expect.any(Number) });
            expect(await answerOf(host())).toContain("generation 2");
        },
        300_000,
    );
});

test("what crashes is started again by the host itself, and is no drift", async () => {
    const log = `/var/log/xen/xl-${domainOf(current)}.log`;
    await host().exec(`xl trigger ${domainOf(current)} nmi
        timeout 200 sh -c 'until [ "$(grep -c "^Waiting for domain" ${log})" = 2 ]; do sleep 1; done'`);
    expect(await host().exec(`cat ${log}`)).toContain("reason code 3");
    await host().exec(
        `timeout 60 sh -c 'until grep -q generation /var/log/xen/console/guest-${domainOf(current)}.log; do sleep 1; done'`,
    );
    const found = await refreshed(host(), current);
    expect(found.outputs).toMatchObject({ state: "running" });
    expect(host().drift(found)).toEqual({});
    await answersAgain(host(), "generation 2");
}, 400_000);

test("after a reboot of the host it comes up by itself, and its ports lead to it", async () => {
    // It would not listen to the host that shuts down, which would wait for it.
    await host().exec("xl destroy foreign");
    await host().reboot();
    await answersAgain(host(), "generation 2");
    const { outputs } = await refreshed(host(), current);
    expect(outputs).toMatchObject({ state: "running" });
    expect(outputs.altered).toBeUndefined();
    expect(await host().exec(`ls ${folderOf(current)}`)).toContain("serving");
    await host().exec("xl create /root/foreign.cfg");
}, 600_000);

test("when it is removed, nothing of it is left, and the other domain runs", async () => {
    await host().destroy(current);
    expect(oursIn(await host().inventory())).toEqual(oursIn(before));
    expect(await host().exec("xl list | awk '{ print $1 }'")).toBe("Name\nDomain-0\nforeign\n");
}, 300_000);
