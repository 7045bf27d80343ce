import { expect, test } from "@jest/globals";
import type { Connection, Script } from "../../provider/host/connection";
import { changing, interruptions } from "../unit/host/connection/interrupted";
import { generation } from "./generations";
import { shortLife, killedLives } from "./killed-lives";
import { otherNetworks } from "./others";
import { folderOf } from "./records";
import { labWorld } from "./world";

const host = labWorld({ init: "sysv" });

test("on a host without systemd, instances whose scripts are killed before each of their commands, and run again, are made and removed beside others' things", async () => {
    const web = await host().web();
    await host().exec(otherNetworks);
    const life = shortLife(host(), generation(web, "Hello"));
    const killed = await killedLives(host(), life, { from: 'define "$name"' });
    expect(killed.length).toBeGreaterThan(30);
}, 1_200_000);

/** As the end of its host may. What is started ends by itself. */
test.each(["start", "run"])(
    "on a host without systemd, a service script that is killed before each of its commands on `%s` does the same when it is called again",
    async (verb) => {
        const image = await host().script("echo ready; exit 0");
        const state = await host().create("once", { image, restart: "no" });
        let connection: Connection | undefined;
        host().through((way) => (connection = way))();
        const run = async (script: Script): Promise<void> => {
            await connection?.run(script, { signal: new AbortController().signal });
        };
        const there = `cd ${folderOf(state)}`;
        const { undisturbed, interrupted } = await interruptions(
            { body: `${there}\nsh ./service ${verb} || :` },
            {
                reset: () => run({ body: `${there}\nsh ./service stop\nrm -f guest exit supervisor` }),
                run,
                state: () =>
                    host().exec(
                        `${there}; timeout 60 sh -c 'until [ -e exit ]; do sleep 0.1; done'; grep -x status=.* exit; ls; cat console.log | tail -n 1`,
                    ),
            },
            { only: changing },
        );
        expect(undisturbed).toContain("status=0\n");
        expect(interrupted.length).toBeGreaterThan(2);
        for (const { message, state: then } of interrupted)
            expect([message, then]).toEqual([message, undisturbed]);
        await host().destroy(state);
    },
);
