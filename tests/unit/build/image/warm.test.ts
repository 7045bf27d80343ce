import { describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactFile } from "../../../../provider/artifact/store";
import { buildCounts, command, smallSource } from "./small-builds";
import { create, update, world } from "./world";

const current = world();

describe("an image", () => {
    test("is built again in place when its source changes, in a workspace that is kept warm", async () => {
        const { call } = current();
        const first = await create(call, { source: await smallSource(current(), "one"), command });
        const second = await update(call, first, { source: await smallSource(current(), "two"), command });
        expect(second.outputs.artifact.digest).not.toBe(first.outputs.artifact.digest);
        expect(await buildCounts(current())).toEqual([2]);
    });

    test("is built again for a trigger, and the same bytes change nothing downstream", async () => {
        const { call } = current();
        const source = await smallSource(current());
        const first = await create(call, { source, command, triggers: [1] });
        const second = await update(call, first, { source, command, triggers: [2] });
        expect(await buildCounts(current())).toEqual([1, 1]);
        expect(second.outputs).toEqual(first.outputs);
    });

    test("is what its variables say, though make sees no reason to compile it again", async () => {
        const { call, layout, write, folder } = current();
        const main = "const char *hello = HELLO;\nint main(void) { return hello[0]; }\n";
        const rules = "web: main.o\n\tcc -o web main.o\nmain.o: main.c\n\tcc $(CFLAGS) -c main.c\n";
        await write({ "c/main.c": main, "c/Makefile": rules });
        const inputs = { source: join(folder, "c"), command: { argv: ["make"], output: "web" } };
        const says = (text: string) => ({ CFLAGS: `-DHELLO='"${text}"'` });
        const first = await create(call, { ...inputs, env: says("good morning") });
        const { outputs } = await update(call, first, { ...inputs, env: says("good evening") });
        const stored = await readFile(artifactFile(layout, outputs.artifact.digest));
        expect(stored.includes("good evening")).toBe(true);
    });
});
