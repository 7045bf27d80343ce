import { chmod, mkdir, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { qemu } from "../../../../provider/host/hypervisors/qemu";
import { process as processHypervisor } from "../../../../provider/host/hypervisors/process";
import { spt } from "../../../../provider/host/hypervisors/solo5";
import { findTool, parseVersion } from "../../../../provider/host/local/tool";
import { failureOf } from "../lifecycle/world";
import { testStore, type TestStore } from "../store";

let store: TestStore;
let folder: string;
const searchPath = process.env.PATH ?? "";
beforeEach(async () => {
    store = await testStore();
    folder = join(store.settings.store, "bin");
    await mkdir(folder);
    process.env.PATH = folder;
});
afterEach(async () => {
    process.env.PATH = searchPath;
    await store.remove();
});

async function install(name: string, script: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(`${path}.new`, `#!/bin/sh\n${script}\n`);
    await chmod(`${path}.new`, 0o755);
    await rename(`${path}.new`, path);
    return path;
}

test("a program that is its own hypervisor needs no tool", async () => {
    expect(await findTool(processHypervisor, "x86_64", store.layout)).toBeUndefined();
});

test("a tender is found on PATH, and says its version", async () => {
    const path = await install("solo5-spt", "echo solo5-spt tender, version v0.12.1");
    expect(await findTool(spt, "x86_64", store.layout)).toEqual({ path, version: "0.12.1" });
});

test("a tender that was upgraded is asked again", async () => {
    await install("solo5-spt", "echo version v0.9.0");
    expect(await findTool(spt, "x86_64", store.layout)).toMatchObject({ version: "0.9.0" });
    const path = await install("solo5-spt", "echo version v0.12.1");
    await utimes(path, 1, 1);
    expect(await findTool(spt, "x86_64", store.layout)).toMatchObject({ version: "0.12.1" });
});

test("one that does not say its version is used all the same", async () => {
    await install("solo5-spt", "exit 1");
    expect(await findTool(spt, "x86_64", store.layout)).toMatchObject({ version: undefined });
});

test("a file that is not executable is not a tender", async () => {
    await chmod(await install("solo5-spt", ""), 0o644);
    await expect(findTool(spt, "x86_64", store.layout)).rejects.toThrow("solo5-spt is not installed");
});

test.each([
    [
        "x86_64",
        "qemu-system-x86_64 is not installed, or not on PATH. Install it: `apt install qemu-system-x86` (Debian, Ubuntu), `dnf install qemu-system-x86` (Fedora) or `brew install qemu`",
    ],
    [
        "aarch64",
        "qemu-system-aarch64 is not installed, or not on PATH. Install it: `apt install qemu-system-arm` (Debian, Ubuntu), `dnf install qemu-system-aarch64` (Fedora) or `brew install qemu`",
    ],
] as const)("the QEMU for %s is missed by name, with what installs it", async (arch, message) => {
    const error = await failureOf(findTool(qemu, arch, store.layout));
    expect(error).toMatchObject({ property: "hypervisor", message });
});

test.each([
    ["solo5-spt tender, version v0.12.1", "0.12.1"],
    ["QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)\nCopyright 2003", "7.2.22"],
    ["version v0.9.0-rc1+git", "0.9.0-rc1+git"],
    ["no number", undefined],
])("%j: version %s", (text, version) => {
    expect(parseVersion(text)).toBe(version);
});
