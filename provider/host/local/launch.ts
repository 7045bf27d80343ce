import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open, rm } from "node:fs/promises";
import { bootId, processIdentity } from "../../process/identity";
import { UserError } from "../../protocol/errors";
import { replaceFile } from "./files";
import type { InstanceFolder } from "./folder";
import { coverInherited, inheritedDescriptors } from "./inherited";
import { formatPolicy, type Policy } from "./policy";
import { supervisorScript } from "./supervisor";

export interface Launch {
    readonly argv: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly policy: Policy;
}

/**
 * Starts the supervisor, which starts the hypervisor; returns when both run. The supervisor is told to go only after
 * its process is on record, so this can be killed at any point without leaving one that nobody knows of.
 */
export async function launch(folder: InstanceFolder, { argv, env, policy }: Launch): Promise<void> {
    await Promise.all([
        rm(folder.guest, { force: true }),
        rm(folder.exit, { force: true }),
        replaceFile(folder.script, supervisorScript, 0o700),
        replaceFile(folder.policy, formatPolicy(policy)),
        open(folder.console, "a", 0o600).then((file) => file.close()),
    ]);
    const supervisor = await spawnSupervisor(folder, { argv, env });
    await recordSupervisor(folder, supervisor);
    await release(folder, supervisor);
}

async function spawnSupervisor(
    folder: InstanceFolder,
    { argv, env }: Pick<Launch, "argv" | "env">,
): Promise<ChildProcess> {
    const boot = (await bootId()).slice(0, 12);
    const nothing = await open("/dev/null", "r+");
    try {
        const others = coverInherited(await inheritedDescriptors(), nothing.fd);
        const supervisor = spawn(
            "/bin/sh",
            [folder.script, folder.path, boot, process.env.PATH ?? "", ...argv],
            {
                cwd: folder.path,
                env,
                detached: true,
                stdio: ["pipe", "pipe", "ignore", ...others],
            },
        );
        await once(supervisor, "spawn");
        return supervisor;
    } finally {
        await nothing.close();
    }
}

async function recordSupervisor(folder: InstanceFolder, { pid }: ChildProcess): Promise<void> {
    const identity = pid === undefined ? undefined : await processIdentity(pid);
    if (identity === undefined) throw endedEarly(folder);
    await replaceFile(folder.supervisor, JSON.stringify(identity));
}

/** Says "go" and waits for "started". After that nothing ties the two processes together. */
async function release(folder: InstanceFolder, supervisor: ChildProcess): Promise<void> {
    const { stdin, stdout } = supervisor;
    const started = await new Promise<boolean>((resolve) => {
        stdout?.once("data", () => {
            resolve(true);
        });
        supervisor.once("exit", () => {
            resolve(false);
        });
        stdin?.on("error", () => undefined).end("go\n");
    });
    stdout?.destroy();
    supervisor.unref();
    if (!started) throw endedEarly(folder);
}

function endedEarly({ path }: InstanceFolder): UserError {
    return new UserError(`the supervisor, ${path}/supervisor.sh, ended before it could start anything`);
}
