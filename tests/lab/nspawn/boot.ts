import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../../tools/setup/paths.mjs";

export interface Machine {
    /** The lab's name, also on this machine. */
    readonly lab: string;
    /** What it boots, which stays as it is. */
    readonly rootfs: string;
    /** An empty folder. What the lab writes is below it, but for nobody outside the lab to see. */
    readonly place: string;
    readonly keys: string;
    readonly cgroups: readonly string[];
    /** With what stands for Solo5's tenders: the folder it is in. */
    readonly tenders?: string;
    /** With Node.js: where it is. */
    readonly node?: string;
}

export interface Running {
    /** Resolves at the end of the next boot, with the process that is number 1 in the lab. */
    readonly booted: () => Promise<number>;
    readonly ended: Promise<void>;
}

const script = join(root, "tests", "lab", "nspawn", "boot.sh");
const slowestMs = 60_000;

/** Starts a lab, which ends when this process does. */
export function switchOn({ lab, rootfs, place, keys, cgroups, tenders = "", node = "" }: Machine): Running {
    const shell = spawn("setpriv", ["--pdeathsig", "KILL", "unshare", "--mount", "sh", script], {
        env: {
            PATH: process.env.PATH,
            ...{ lab, rootfs, place, keys, tenders, node, cgroups: cgroups.join(" ") },
            machine_id: randomBytes(16).toString("hex"),
        },
        stdio: ["ignore", "pipe", "pipe"],
    });
    const ready = watch(shell);
    const ended = new Promise<void>((resolve) => {
        shell.once("close", () => {
            resolve();
        });
    });
    return {
        booted: async () => {
            await ready();
            return childOf(await childOf(shell.pid));
        },
        ended,
    };
}

/** What resolves when the lab next says that it is ready, and fails with the last it said when it does not. */
function watch(shell: ChildProcess): () => Promise<void> {
    const seen: string[] = [];
    const readers = [shell.stdout, shell.stderr].flatMap((input) =>
        input === null ? [] : [createInterface({ input })],
    );
    for (const reader of readers) reader.on("line", (line) => seen.push(line));
    return () =>
        new Promise((resolve, reject) => {
            const fail = (what: string): void => {
                reject(new Error(`The lab ${what}. Its console:\n${seen.slice(-30).join("\n")}`));
            };
            const timer = setTimeout(fail, slowestMs, `was not ready after ${slowestMs / 1000} s`);
            shell.once("error", reject).once("close", (code) => {
                clearTimeout(timer);
                fail(`ended with ${code}`);
            });
            for (const reader of readers) {
                reader.on("line", (line) => {
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
