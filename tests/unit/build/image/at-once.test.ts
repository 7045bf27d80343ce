import { describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stuckInstance } from "../../artifact/prune/stuck-instance";
import { buildCounts, command, smallSource } from "./small-builds";
import { create, testCall, world } from "./world";

const current = world();

describe("many images at once", () => {
    test("do not wait for one after which the store is pruned", async () => {
        const source = await smallSource(current());
        const reader = await stuckInstance(current().layout);
        const first = create(testCall(current().call.settings), { source, command });
        const pipe = await reader();
        try {
            await create(current().call, { source, command });
            await create(current().call, { source, command, triggers: [1] });
        } finally {
            await pipe.close();
        }
        await first;
    }, 20_000);

    test("of one input are built once", async () => {
        const source = await smallSource(current());
        const { settings } = current().call;
        const building = Array.from({ length: 20 }, () => create(testCall(settings), { source, command }));
        const images = await Promise.all(building);
        expect(new Set(images.map(({ outputs }) => outputs.artifact.digest)).size).toBe(1);
        expect(new Set(images.map(({ id }) => id)).size).toBe(20);
        expect(await buildCounts(current())).toEqual([1]);
    });

    test("of different inputs are all built, and no more run at once than the settings allow", async () => {
        const { call, write, folder } = current();
        const build =
            '#!/bin/sh\nset -e\necho begin >>"$TRACE"\nsleep 0.05\ncat /bin/true name >web\necho end >>"$TRACE"\n';
        const trace = join(folder, "trace");
        const names = Array.from({ length: 20 }, (_, index) => `web${index}`);
        await write(Object.fromEntries(names.map((name) => [`${name}/name`, name])));
        await write(Object.fromEntries(names.map((name) => [`${name}/build.sh`, build])));
        const images = await Promise.all(
            names.map((name) =>
                create(testCall(call.settings), {
                    source: join(folder, name),
                    command: { ...command, output: "web" },
                    env: { TRACE: trace },
                }),
            ),
        );
        expect(new Set(images.map(({ outputs }) => outputs.artifact.digest)).size).toBe(20);
        const events = (await readFile(trace, "utf8")).trim().split("\n");
        let running = 0;
        const most = Math.max(...events.map((event) => (running += event === "begin" ? 1 : -1)));
        expect(most).toBeLessThanOrEqual(call.settings.parallel);
    });
});
