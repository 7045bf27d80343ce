import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Script } from "../../../../../provider/host/connection";
import { leftIn } from "../../../../../provider/host/remote/lifecycle/abandoned";
import { allOf, parseAnswers } from "../../../../../provider/host/remote/answers";
import { waiting } from "../../../../../provider/host/remote/scripts/probe";
import { urnOf } from "../../calls";
import { changing, killedAt, killedBefore } from "../../connection/interrupted";
import { canMakeNetworks, ownHost, type OwnHost } from "../own-host";
import { image, removing, starting, unitOf } from "./double";

const onOwnHost = canMakeNetworks ? test : test.skip;
const root = "/var/lib/pulumi-unikernel";
const { signal } = new AbortController();

let host: OwnHost;
beforeAll(async () => {
    if (canMakeNetworks) host = await ownHost();
});
afterAll(async () => {
    if (canMakeNetworks) await host.stop();
});

const run = (script: Script): Promise<string> => host.connection.run(script, { signal });

const clear = `rm -rf ${root}; mkdir -p ${root}/images; : >${image}`;
beforeEach(async () => {
    if (canMakeNetworks) await run({ body: clear });
});

const abandonedIn = (output: string): string[] => allOf(parseAnswers(output), "abandoned");

/** The records of whom are there. */
const files = (): Promise<string> =>
    run({ body: `cd ${root}/instances && find . -type f | cut -d/ -f2 | sort -u` });

onOwnHost(
    "the next creation finds what one has left that was killed anywhere, under whichever name, and it can be removed",
    async () => {
        const kills: string[] = [];
        for (let nth = 1; ; nth += 1) {
            await run({ body: clear });
            const killed = killedBefore(nth, starting(1), { from: "mkdir -p", only: changing });
            const command = await killedAt(run(killed));
            if (command === undefined) break;
            kills.push(command);
            const found = abandonedIn(await run(starting(2)));
            if (found.length > 0) {
                expect([command, found]).toEqual([command, [`www-1 ${unitOf(1)}`]]);
                await run(removing(1, "if-it-can"));
            }
            expect([command, await files()]).toEqual([command, "www-2\n"]);
        }
        expect(kills).toContain('mv -f "$folder/new"/* "$folder"');
    },
);

onOwnHost(
    "what was made to its end is nobody's to clear away, nor is what is another resource's",
    async () => {
        await run(starting(1));
        expect(abandonedIn(await run(starting(2)))).toEqual([]);
        await run({ body: clear });
        await run(killedBefore(1, starting(1), { from: "managed start" })).catch(String);
        expect(abandonedIn(await run(starting(2, { urn: urnOf("other") })))).toEqual([]);
        expect(abandonedIn(await run(starting(3)))).toEqual([`www-1 ${unitOf(1)}`]);
    },
);

onOwnHost("what is in the way of a creation was left by one that was killed, or it is named", async () => {
    const addresses = { service: "10.42.0.7/24" };
    const second = starting(2, { addresses });
    await run(killedBefore(1, starting(1, { addresses }), { from: "managed start" })).catch(String);
    const identity = { name: "www-2", urn: urnOf("www"), unit: unitOf(2) };
    expect(leftIn(await run(second), identity)).toEqual({ name: "www-1", unit: unitOf(1) });
    // The image goes with its last user.
    await run(removing(1, "if-it-can"));
    await run({ body: clear });
    expect(await run(second)).toContain("creation finished");
    expect(await run(starting(3, { addresses }))).toBe("refused held 10.42.0.7\n");
});

onOwnHost("a creation that goes on is left alone by the next, and ended by what clears it away", async () => {
    const started = new Promise<void>((resolve, reject) => {
        const wait = waiting({ console: "never", deadline: 3600 }, undefined);
        const stuck = starting(1, { wait: { ...wait, body: `echo waiting\n${wait.body}` } });
        const onLine = (line: string): void => {
            if (line === "waiting") resolve();
        };
        host.connection.run(stuck, { signal, onLine }).then(reject, reject);
    });
    await started;
    expect(abandonedIn(await run(starting(2)))).toEqual([]);
    await run(removing(1, "or-stays"));
    expect(await files()).toBe("www-2\n");
});
