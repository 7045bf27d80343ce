import { expect, test } from "@jest/globals";
import { stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pruneStore } from "../../../../provider/artifact/prune";
import { keptParts } from "../../../../provider/disk/parts/kept";
import { callWith } from "../../../fixtures/disk/calls";
import { temporaryStore } from "../../artifact/temporary-store";

const layout = temporaryStore();

/** Makes the parts, or takes those that are kept; answers whether they were made. */
async function obtain(): Promise<boolean> {
    let made = false;
    const parts = await keptParts(callWith(layout().root), "linux", () => {
        made = true;
        return Promise.resolve(new Map([["kernel", Buffer.from("Linux")]]));
    });
    expect(parts.get("kernel")?.bytes.toString()).toBe("Linux");
    return made;
}

const kernel = (): string => join(layout().parts, "linux", "kernel");

async function age(): Promise<void> {
    const then = new Date(Date.now() - 48 * 3600 * 1000);
    for (const path of [kernel(), join(kernel(), "../parts.json"), join(kernel(), "..")]) {
        await utimes(path, then, then);
    }
}

test("parts are made once, and again when they were damaged", async () => {
    expect(await obtain()).toBe(true);
    expect(await obtain()).toBe(false);
    await writeFile(kernel(), "Minix");
    expect(await obtain()).toBe(true);
});

test("parts that a disk was just made of stay when the store is pruned, and others are made again", async () => {
    await obtain();
    await age();
    await obtain();
    await pruneStore(layout(), 0);
    expect((await stat(kernel())).size).toBe(5);
    await age();
    await pruneStore(layout(), 0);
    expect(await obtain()).toBe(true);
});
