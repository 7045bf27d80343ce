import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rootfsPath } from "../../../tools/setup/lab/rootfs.mjs";

export interface Booting {
    /** The lab's name, also on this machine. */
    readonly lab: string;
    /** An empty folder that nobody outside the lab sees anything in. */
    readonly place: string;
    readonly keys: string;
    readonly cgroups: readonly string[];
}

export interface Booted {
    /** The process that is number 1 in the lab. */
    readonly leader: number;
    readonly ended: Promise<void>;
}

const script = join(__dirname, "boot.sh");
const slowestMs = 60_000;

/** Starts systemd in a lab, which ends when this process does. Answers when all that it starts at boot runs. */
export async function boot({ lab, place, keys, cgroups }: Booting): Promise<Booted> {
    const nspawn = spawn("setpriv", ["--pdeathsig", "KILL", "unshare", "--mount", "sh", script], {
        env: {
            PATH: process.env.PATH,
            ...{ lab, place, keys, cgroups: cgroups.join(" ") },
            rootfs: await rootfsPath(),
            machine_id: randomBytes(16).toString("hex"),
        },
        stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(nspawn, "exit").then(() => undefined);
    await ready(nspawn);
    return { leader: await childOf(nspawn.pid), ended };
}

async function ready(nspawn: ChildProcess): Promise<void> {
    const seen: string[] = [];
    await new Promise<void>((resolve, reject) => {
        const fail = (what: string): void => {
            reject(new Error(`The lab ${what}. Its console:\n${seen.slice(-30).join("\n")}`));
        };
        const timer = setTimeout(fail, slowestMs, `was not ready after ${slowestMs / 1000} s`);
        nspawn.once("error", reject).once("exit", (code) => {
            fail(`ended with ${code}`);
        });
        for (const input of [nspawn.stdout, nspawn.stderr]) {
            if (input === null) continue;
            createInterface({ input }).on("line", (line) => {
                seen.push(line);
                if (!line.includes("the lab is ready")) return;
                clearTimeout(timer);
                resolve();
            });
        }
    });
}

async function childOf(pid: number | undefined): Promise<number> {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
    return Number(children.trim());
}
