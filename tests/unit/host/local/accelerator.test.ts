import { constants } from "node:fs";
import { access, chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { kvmGuestStatus } from "../../../../provider/host/hypervisors/kvm/guest";
import { acceleratorOf } from "../../../../provider/host/local/accelerator";
import { testStore, type TestStore } from "../store";

let store: TestStore;
beforeEach(async () => (store = await testStore()));
afterEach(() => store.remove());

/** Stands for a QEMU on a machine where guests on KVM do this. Counts its runs. */
async function qemuThat(script: string): Promise<string> {
    const path = join(store.settings.store, "qemu");
    await writeFile(path, `#!/bin/sh\necho run >>${path}.runs\n${script}\n`);
    await chmod(path, 0o755);
    return path;
}

async function runsOf(qemu: string): Promise<number> {
    const runs = await readFile(`${qemu}.runs`, "utf8").catch(() => "");
    return runs.split("\n").length - 1;
}

const hasKvm = async (): Promise<boolean> =>
    process.arch === "x64" &&
    access("/dev/kvm", constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
    );

test.each([
    ["comes to its end", `exit ${kvmGuestStatus}`, "kvm"],
    ["ends otherwise", "exit 1", "tcg"],
    ["hangs after an internal error", "echo 'KVM internal error. Suberror: 1'; exec sleep 1000", "tcg"],
])("where a guest on KVM %s, it is %3$s", async (_, script, accelerator) => {
    const qemu = await qemuThat(script);
    expect(await acceleratorOf(store.layout, qemu, "x86_64")).toBe((await hasKvm()) ? accelerator : "tcg");
    expect(await readdir(store.layout.staging).catch(() => [])).toEqual([]);
});

test("a guest is run once for all instances, and for the plugins that come after", async () => {
    const qemu = await qemuThat(`exit ${kvmGuestStatus}`);
    const ask = (): Promise<string> => acceleratorOf(store.layout, qemu, "x86_64");
    const [first] = await Promise.all([ask(), ask(), ask()]);
    expect(await ask()).toBe(first);
    const usable = await hasKvm();
    expect(await runsOf(qemu)).toBe(usable ? 1 : 0);
    const notes = await readdir(join(store.layout.index, "accelerators")).catch(() => []);
    expect(notes).toHaveLength(usable ? 1 : 0);
});

test("another processor's guests are translated, without a try", async () => {
    const qemu = await qemuThat(`exit ${kvmGuestStatus}`);
    expect(await acceleratorOf(store.layout, qemu, "aarch64")).toBe("tcg");
    expect(await runsOf(qemu)).toBe(0);
});
