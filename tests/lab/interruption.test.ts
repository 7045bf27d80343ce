import { afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import { changing } from "../unit/host/connection/interrupted";
import { generation } from "./generations";
import { killedGenerations } from "./killed-generations";
import { killing } from "./killing";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

let undo: (() => void) | undefined;
afterEach(() => undo?.());

test("scripts that are killed and run again do the same in the end, and the published port answers all the while", async () => {
    const inputsOf = (number: number) => generation(web, `generation ${number}`);
    const killed = await killedGenerations(host(), { inputsOf, count: 10, clients: 2 });
    expect(killed.length).toBeGreaterThan(25);
});

test.each(['mv -f "$1.new"', '[ -f "$image" ]', 'mv -f "$file.new"', "systemctl enable", "systemctl start"])(
    "a creation that is cut off before `%s` and given up leaves nothing",
    async (from) => {
        const before = await host().inventory();
        const killed: string[] = [];
        undo = host().through(killing(() => 1, killed, { from, again: false }));
        const image = await host().script("exec sleep 1000");
        await expect(host().create("www", { image })).rejects.toThrow();
        expect(killed).toEqual([expect.stringContaining(from)]);
        expect(await host().inventory()).toBe(before);
    },
);

test("an image arrives whole, wherever its upload was cut off, and nothing else of it stays", async () => {
    const before = await host().inventory();
    const killed: string[] = [];
    undo = host().through(killing((turn) => 1 + turn, killed, { from: "new=$image", only: changing }));
    for (let number = 1, reached = -1; reached < killed.length; number += 1) {
        reached = killed.length;
        const image = await host().script(`echo ${number}; exec sleep 1000`);
        const state = await host().create("uploaded", { image, probe: { console: `^${number}$` } });
        await host().destroy(state);
    }
    expect(killed).toContain('cat > "$new"');
    expect(killed).toContain('mv -f "$new" "$image"');
    expect(await host().inventory()).toBe(before);
});
