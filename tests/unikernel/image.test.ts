import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inspectFile } from "../../provider/artifact/inspection";
import { build, webElf } from "./build";
import { fetchPage } from "./client";
import { withMachine } from "./machine";

const execute = promisify(execFile);

let folder: string;
let elf: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "unikernel-"));
    elf = await webElf();
});
afterAll(() => rm(folder, { recursive: true }));

test("its manifest asks for one network, and it names no tender's interface", async () => {
    const { devices, abi, boot } = await inspectFile(elf);
    expect(devices).toEqual([{ name: "service", type: "net" }]);
    expect(abi).toBeUndefined();
    expect(boot).toEqual(expect.arrayContaining(["pvh", "multiboot"]));
    const { stdout } = await execute("readelf", ["--notes", elf], { env: { ...process.env, LC_ALL: "C" } });
    expect(stdout).toMatch(/Solo5\s+0x000000dc\s+Unknown note type: \(0x3154464d\)/);
    expect(stdout).toMatch(/Xen\s+0x00000008/);
});

test("stripped it still has its manifest, and boots", async () => {
    const stripped = join(folder, "stripped");
    await execute("strip", ["-o", stripped, elf]);
    expect((await inspectFile(stripped)).devices).toEqual([{ name: "service", type: "net" }]);
    await withMachine({ kernel: stripped }, async ({ port }) => {
        expect((await fetchPage(port)).status).toBe(200);
    });
});

test("built in another folder, with another CARGO_HOME, it is the same to the byte", async () => {
    const cargoHome = join(folder, "another cargo home");
    await linkCargoHome(cargoHome);
    const another = await build(join(folder, "another folder"), {
        CARGO_HOME: cargoHome,
        CARGO_TARGET_DIR: join(folder, "target"),
        CARGO_INCREMENTAL: "1",
        RUSTFLAGS: "-Ctarget-cpu=native",
    });
    expect((await readFile(another)).equals(await readFile(elf))).toBe(true);
});

/** Another path to the same crates: they needn't be downloaded again. */
async function linkCargoHome(path: string): Promise<void> {
    const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
    await mkdir(path);
    await symlink(join(cargoHome, "registry"), join(path, "registry"));
}
