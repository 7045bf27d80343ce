import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { kvmGuest, kvmGuestStatus } from "../../../../../provider/host/hypervisors/kvm/guest";
import { qemuMachine } from "../../../../../provider/host/hypervisors/qemu";

const source = join(__dirname, "../../../../../provider/host/hypervisors/kvm/guest.S");

let folder: string;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-kvm-"));
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

test("the guest that is run is the one whose source can be read", () => {
    const [object, binary] = [join(folder, "guest.o"), join(folder, "guest.bin")];
    execFileSync("as", ["--64", source, "-o", object]);
    const linking = ["-n", "--oformat", "binary", "-Ttext", "0x100000", "-e", "0x100000"];
    execFileSync("ld", [...linking, object, "-o", binary]);
    expect(readFileSync(binary).equals(kvmGuest)).toBe(true);
});

test("it comes to its end where guests can run", () => {
    const kernel = join(folder, "kernel");
    writeFileSync(kernel, kvmGuest);
    const machine = qemuMachine({ accelerator: "tcg", arch: "x86_64" });
    const { status } = spawnSync("qemu-system-x86_64", [...machine, "-m", "16", "-kernel", kernel], {
        stdio: "ignore",
        timeout: 60_000,
    });
    expect(status).toBe(kvmGuestStatus);
});
