import { execFileSync, spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { bundled } from "../../artifact/bundled";
import { ended, guestOf, supervisorPid } from "../processes";
import { world } from "./world";

const machine = world();
const plugin = bundled(join(__dirname, "plugin.ts"));

async function inputs(name: string, script: string): Promise<InstanceInputs> {
    return { image: await machine().script(script), name, probe: { console: "^ready$" } };
}

function arguments_(name: string, given: InstanceInputs, ...status: string[]): string[] {
    return [plugin(), machine().settings.store, name, JSON.stringify(given), ...status];
}

const instances = async (): Promise<string[]> =>
    (await readdir(machine().layout.instances)).filter((name) => name !== ".creating");

test("an instance outlives the plugin that made it", async () => {
    const given = await inputs("outlives", "echo ready; exec sleep 1000");
    const printed = execFileSync(process.execPath, arguments_("outlives", given), { encoding: "utf8" });
    const id = printed.trim();
    expect(id).toBe("outlives");
    expect(await guestOf(machine().folder({ id }))).toBeGreaterThan(0);
});

test("a plugin that is killed before it has started anything leaves what the next creation clears away", async () => {
    const given = await inputs("claimed-0000001", "echo ready; exec sleep 1000");
    const { signal } = spawnSync(process.execPath, arguments_("claimed", given, "starting"));
    expect(signal).toBe("SIGKILL");
    expect(await instances()).toContain("claimed-0000001");

    const { id } = await machine().create("claimed", { ...given, name: "claimed-0000002" });
    expect(await instances()).toEqual(expect.not.arrayContaining(["claimed-0000001"]));
    expect(await guestOf(machine().folder({ id }))).toBeGreaterThan(0);
    expect(await readdir(join(machine().layout.instances, ".creating"))).toEqual([]);
});

test("a plugin that is killed while an instance comes up leaves none that nobody knows of", async () => {
    const given = await inputs("started-0000001", "sleep 1000");
    const { signal } = spawnSync(process.execPath, arguments_("started", given, "waiting"));
    expect(signal).toBe("SIGKILL");
    const folder = machine().folder({ id: "started-0000001" });
    const pids = [await guestOf(folder), await supervisorPid(folder)];

    const next = await inputs("started-0000002", "echo ready; exec sleep 1000");
    await machine().create("started", next);
    await ended(...pids);
    expect(await instances()).toEqual(expect.not.arrayContaining(["started-0000001"]));
});

test("a creation is resumed under the name that the user gave, which it had claimed already", async () => {
    const given = await inputs("named", "echo ready; exec sleep 1000");
    spawnSync(process.execPath, arguments_("named", given, "waiting"));
    const before = await guestOf(machine().folder({ id: "named" }));
    await machine().create("named", given);
    await ended(before);
    expect(await guestOf(machine().folder({ id: "named" }))).not.toBe(before);
});
