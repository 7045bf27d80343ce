import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { supervisionOn } from "../../../../../../provider/host/remote/managers/supervisor/supervision";
import { bsdWorld, type BsdWorld } from "./bsd-world";

let world: BsdWorld;
let folder: string;
afterEach(async () => {
    await world.sh(`pkill -KILL -x -f "/bin/sh ${folder}/service run" || :`);
    await world.remove();
});

/** A service script of which nothing is left but how it becomes the only one of its folder. What has become it says so. */
const service = (): string => `#!/bin/sh
set -eu
folder=${folder}
PATH=${world.root}/bin
${supervisionOn("FreeBSD")}
cd "$folder"
be_the_only_one
echo "$$" >>won
sleep 1000
`;

const detach = () => `/usr/bin/setsid -f /bin/sh ${folder}/service run </dev/null >/dev/null 2>&1`;
const leaders = () => `pgrep -x -f "/bin/sh ${folder}/service run"`;

describe("of supervisors that are started at once", () => {
    beforeEach(async () => {
        world = await bsdWorld("FreeBSD");
        folder = join(world.root, "www");
        await mkdir(folder);
        await writeFile(join(folder, "service"), service());
    });

    test("one becomes the only one, time and again, whatever their numbers, and the others end", async () => {
        for (let round = 1; round <= 8; round += 1) {
            const left = await world.sh(`
                for each in 1 2 3 4 5 6; do ${detach()} & done
                wait
                until [ "$(wc -l <${folder}/won 2>/dev/null || echo 0)" -ge ${round} ]; do sleep 0.02; done
                until [ "$(${leaders()} | wc -l)" -eq 1 ]; do sleep 0.02; done
                ${leaders()}
                tail -n 1 ${folder}/won
                cat ${folder}/supervisor
                kill -s KILL $(${leaders()})
                until ! ${leaders()} >/dev/null; do sleep 0.02; done`);
            const [one, won, recorded] = left.trim().split("\n");
            expect([won, recorded]).toEqual([one, one]);
        }
        expect(await world.sh(`wc -l <${folder}/won; ls ${folder} | grep -c claim`)).toBe("8\n1\n");
    });

    test("one that comes while another holds its place ends, though its number be lower", async () => {
        const said = await world.sh(`
            ${detach()}
            until [ -e ${folder}/won ]; do sleep 0.02; done
            first=$(cat ${folder}/won)
            ${detach()}
            until [ "$(${leaders()} | wc -l)" -eq 1 ]; do sleep 0.02; done
            echo "$first"
            ${leaders()}
            cat ${folder}/supervisor`);
        const [first, left, recorded] = said.trim().split("\n");
        expect([left, recorded]).toEqual([first, first]);
    });
});
