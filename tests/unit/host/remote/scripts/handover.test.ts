import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Script } from "../../../../../provider/host/connection";
import { tapName } from "../../../../../provider/host/network/names";
import { changing, killedAt, killedBefore } from "../../connection/interrupted";
import { canMakeNetworks, ownHost, type OwnHost } from "../own-host";
import { image, removing, starting, unitOf } from "./double";

const root = "/var/lib/pulumi-unikernel";
const tapOf = (generation: number): string => tapName(unitOf(generation), "service");

/** What starts a generation, to stand in for those before it. */
const start = (generation: number): Script =>
    starting(generation, {
        ...{ bridges: ["br0"], taps: [{ tap: tapOf(generation), bridge: "br0" }] },
        ...{ addresses: { service: "10.42.0.7/24" }, handover: true },
    });

/** What is done when that start was given up. */
const giveUp = (generation: number): Script => removing(generation, "or-stays");

let host: OwnHost;
beforeAll(async () => {
    if (!canMakeNetworks) return;
    host = await ownHost();
    await run({
        body: "ip link add br0 type bridge; ip address add 10.42.0.1/24 dev br0; ip link set br0 up",
    });
});
afterAll(async () => {
    if (canMakeNetworks) await host.stop();
});

const { signal } = new AbortController();
const run = (script: Script): Promise<string> => host.connection.run(script, { signal });
const first = (body: string, script: Script): Script => ({ ...script, body: `${body}\n${script.body}` });
const last = (script: Script, body: string): Script => ({ ...script, body: `${script.body}\n${body}` });

/** Nothing is there but the bridge. */
const clear = `for link in /sys/class/net/u[bkv]*; do
    [ ! -e "$link" ] || ip link delete dev "\${link##*/}"
done
rm -rf ${root}/instances
mkdir -p ${root}/images
: >${image}`;

/** What is on the bridge, which instances are marked as standing by, and what links there are besides. */
const see = `ls /sys/class/net/br0/brif | sed 's/^/serving /'
for found in ${root}/instances/*/standby; do [ ! -e "$found" ] || { found=\${found%/*}; echo "standing \${found##*-}"; }; done
ls /sys/class/net | sed -n 's/^u[bv]/links &/p'
echo seen`;

interface Seen {
    /** The generations that are on the bridge. */
    readonly serving: number[];
    readonly standing: number[];
    readonly links: string[];
}

function seenIn(said = ""): Seen {
    const all = (word: string): string[] =>
        said
            .split("\n")
            .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
    const serving = [1, 2, 3].filter((each) => all("serving").includes(tapOf(each)));
    return { serving, standing: all("standing").map(Number), links: all("links") };
}

(canMakeNetworks ? test : test.skip).each([
    ["the same is tried again", 2],
    ["another is made, and nobody knows of it", 3],
])(
    "one takes another's place when its start was killed anywhere, and %s: one is there all the while",
    async (_what, next) => {
        const older = [1, 2, 3].filter((each) => each < next);
        const kills: string[] = [];
        for (let nth = 1; ; nth += 1) {
            await run(first(clear, start(1)));
            const killed = killedBefore(nth, start(2), { from: "standing=", only: changing });
            const command = await killedAt(run(killed));
            if (command === undefined) break;
            kills.push(command);
            const [left, then] = (await run(last(first(see, start(next)), see))).split("\nseen");
            expect([command, seenIn(left).serving]).toEqual([command, [expect.any(Number)]]);
            expect([command, seenIn(then)]).toEqual([
                command,
                { serving: [next], standing: older, links: next === 2 ? [] : expect.any(Array) },
            ]);
        }
        expect(kills).toContain("ip -batch -");
        expect(kills.length).toBeGreaterThan(20);
    },
);

/** What is seen when a start is given up, before that and after. */
async function givenUp(generation: number): Promise<Seen[]> {
    const left = await run({ body: see });
    await run(giveUp(generation));
    return [seenIn(left), seenIn(await run({ body: see }))];
}

const oldInPlace: Seen = { serving: [1], standing: [], links: [] };

(canMakeNetworks ? test : test.skip)(
    "the older one has its place again when a start that was killed anywhere is given up: one is there all the while",
    async () => {
        const kills: string[] = [];
        for (let nth = 1; ; nth += 1) {
            await run(first(clear, start(1)));
            const killed = killedBefore(nth, start(2), { from: "standing=", only: changing });
            const command = await killedAt(run(killed));
            const [left, then] = await givenUp(2);
            expect([command, left?.serving]).toEqual([command, [expect.any(Number)]]);
            expect([command, then]).toEqual([command, oldInPlace]);
            if (command === undefined) break;
            kills.push(command);
        }
        expect(kills).toContain('rm -f "$folder/standby"');
    },
);

(canMakeNetworks ? test : test.skip)(
    "the older one has its place again when giving it back was killed anywhere and is tried again",
    async () => {
        for (let nth = 1; ; nth += 1) {
            await run(first(clear, start(1)));
            await run(start(2));
            const killed = killedBefore(nth, giveUp(2), { from: "siblings=", only: changing });
            const command = await killedAt(run(killed));
            const [left, then] = await givenUp(2);
            expect([command, left?.serving]).toEqual([command, [expect.any(Number)]]);
            expect([command, then]).toEqual([command, oldInPlace]);
            if (command === undefined) break;
        }
    },
);

(canMakeNetworks ? test : test.skip)(
    "a start that is given up once it has the place stays there when the older one has ended since",
    async () => {
        await run(first(clear, start(1)));
        await run(last(start(2), `rm ${root}/instances/www-1/running`));
        const [, then] = await givenUp(2);
        expect(then?.serving).toEqual([2]);
    },
);
