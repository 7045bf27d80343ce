import { createHash } from "node:crypto";
import { access, constants, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Architecture } from "../../artifact/artifact";
import { writeFileAtomic } from "../../artifact/atomic";
import type { StoreLayout } from "../../artifact/layout";
import { stagingPath } from "../../artifact/staging";
import { baseEnvironment } from "../../process/environment";
import { bootId } from "../../process/identity";
import { run } from "../../process/run";
import { timeoutSignal } from "../../process/timeout";
import { kvmGuest, kvmGuestStatus } from "../hypervisors/kvm/guest";
import { qemuMachine } from "../hypervisors/qemu";

type Accelerator = "kvm" | "tcg";

/** A guest that runs on KVM needs a fraction of a second. One that does not may hang. */
const patienceMs = 5_000;

const answers = new Map<string, Promise<Accelerator>>();

/**
 * What QEMU is to run a guest with. /dev/kvm may be there and yet fail, as on virtual machines, so a guest is run on it:
 * once for each boot of the machine and each QEMU, for the answer is kept in the store.
 */
export async function acceleratorOf(
    layout: StoreLayout,
    qemu: string,
    arch: Architecture,
): Promise<Accelerator> {
    if (arch !== "x86_64" || process.arch !== "x64") return "tcg";
    const mayUse = await access("/dev/kvm", constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
    );
    if (!mayUse) return "tcg";
    const note = await noteFile(layout, qemu);
    const answer = answers.get(note) ?? remembered(note, () => tryKvm(layout, qemu));
    answers.set(note, answer);
    return answer;
}

async function noteFile(layout: StoreLayout, qemu: string): Promise<string> {
    const { size, mtimeMs } = await stat(qemu);
    const key = createHash("sha256").update([qemu, size, mtimeMs, await bootId()].join("\0"));
    return join(layout.index, "accelerators", key.digest("hex").slice(0, 32));
}

async function remembered(note: string, ask: () => Promise<Accelerator>): Promise<Accelerator> {
    const known = await readFile(note, "utf8").catch(() => "");
    if (known === "kvm" || known === "tcg") return known;
    const answer = await ask();
    await writeFileAtomic(note, answer);
    return answer;
}

/** A guest that dies of an internal error of KVM leaves its QEMU waiting, so what QEMU says is listened to. */
async function tryKvm(layout: StoreLayout, qemu: string): Promise<Accelerator> {
    const kernel = await stagingPath(layout);
    await writeFile(kernel, kvmGuest);
    const failed = new AbortController();
    try {
        const { exitCode } = await run({
            argv: [
                qemu,
                ...qemuMachine({ accelerator: "kvm", arch: "x86_64" }),
                "-m",
                "16",
                "-kernel",
                kernel,
            ],
            cwd: "/",
            env: baseEnvironment(),
            graceMs: 0,
            signal: AbortSignal.any([failed.signal, timeoutSignal(patienceMs)]),
            onLine: (line) => {
                if (line.includes("KVM internal error")) failed.abort();
            },
        });
        return exitCode === kvmGuestStatus ? "kvm" : "tcg";
    } catch {
        return "tcg";
    } finally {
        await rm(kernel, { force: true });
    }
}
