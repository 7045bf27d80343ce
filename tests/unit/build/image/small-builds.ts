import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandOptions } from "../../../../provider/build/command/options";
import type { World } from "./world";

/** Makes a small ELF file that holds the source's message, and notes in the workspace that it did. */
const script = `#!/bin/sh
set -e
mkdir -p out
cat /bin/true message >out/web
echo built >>count
`;

export const command: CommandOptions = { argv: ["./build.sh"], output: "out/web" };

/** Writes a source that is built in no time, and answers it. */
export async function smallSource(world: World, message = "hello", name = "web"): Promise<string> {
    await world.write({ [`${name}/message`]: message, [`${name}/build.sh`]: script });
    return join(world.folder, name);
}

/** How many builds ran in each workspace. */
export async function buildCounts({ layout }: World): Promise<number[]> {
    const entries = await readdir(layout.workspaces, { withFileTypes: true }).catch(() => []);
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const counts = folders.map((name) =>
        readFile(join(layout.workspaces, name, "count"), "utf8").catch(() => ""),
    );
    return (await Promise.all(counts)).map((text) => text.split("\n").length - 1);
}
