import { describe, expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inStore } from "../../../provider/artifact/failure";
import { storeLayout } from "../../../provider/artifact/layout";
import { addFile } from "../../../provider/artifact/store";
import { bundled } from "./bundled";
import { isRoot, ordinaryUser, testAsOrdinaryUser } from "./identities";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();
const adder = bundled(join(__dirname, "adder.ts"));

/** Root may, but not in every container. The limit of a shell takes a full disk's place there. */
const testWithMount = canMount() ? test : test.skip;

function canMount(): boolean {
    if (process.platform !== "linux" || !isRoot) return false;
    return spawnSync("unshare", ["--mount", "true"]).status === 0;
}

const elsewhere = "set unikernel:store (or UNIKERNEL_STORE) to a folder";

/** Stores some bytes in a process that a shell has limited, or that runs as somebody else. */
function add(
    store: string,
    bytes: number,
    { uid, gid, limit = "" }: { uid?: number; gid?: number; limit?: string } = {},
): string {
    const script = `${limit} exec "${process.execPath}" "${adder()}" "${store}" ${bytes}`;
    return execFileSync("sh", ["-c", script], { encoding: "utf8", uid, gid }).trim();
}

/** Runs something with a small file system of its own in the store's place. */
async function onSmallDisk(options: string, use: () => Promise<void>): Promise<void> {
    await mkdir(layout().root, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", layout().root]);
    try {
        await use();
    } finally {
        execFileSync("umount", [layout().root]);
    }
}

describe("a store that cannot take an artifact says which folder, why, and what to do", () => {
    testWithMount("when its disk is full, and leaves no half of it there", async () => {
        await onSmallDisk("size=2m", async () => {
            const storing = addFile(layout(), Buffer.alloc(4_000_000));
            await expect(storing).rejects.toThrow(
                `The store ${layout().root} is full: no space is left on its file system. Free some space, ` +
                    `lower unikernel:storeLimit, or ${elsewhere} on a larger file system.`,
            );
            expect(await readdir(layout().staging)).toEqual([]);
            await addFile(layout(), Buffer.alloc(1_000_000));
        });
    });

    test("when a file in it may not grow so large", () => {
        expect(add(layout().root, 4_000_000, { limit: "ulimit -f 1000;" })).toContain(
            `UserError: The store ${layout().root} is full: a file grew larger than the file system or ulimit -f allows.`,
        );
    });

    testWithMount("when it is on a read-only file system", async () => {
        await onSmallDisk("ro", async () => {
            await expect(addFile(layout(), Buffer.from("hello"))).rejects.toThrow(
                `The store ${layout().root} cannot be written to: ${layout().staging} is on a read-only file system. ` +
                    `Mount it read-write, or ${elsewhere} that is.`,
            );
        });
    });

    testAsOrdinaryUser("when it belongs to somebody else", async () => {
        await mkdir(layout().root);
        await chmod(dirname(layout().root), 0o755);
        await chmod(layout().root, 0o555);
        expect(add(layout().root, 5, ordinaryUser)).toBe(
            `UserError: The store ${layout().root} cannot be used: ${layout().staging}: permission denied. ` +
                `Make the folder yours (chown, chmod), or ${elsewhere} that is.`,
        );
    });

    testAsOrdinaryUser("when it cannot even be made", async () => {
        await chmod(dirname(layout().root), 0o555);
        expect(add(join(layout().root, "nested"), 5, ordinaryUser)).toContain(
            `The store ${layout().root}/nested cannot be used: ${layout().root}: permission denied.`,
        );
        await chmod(dirname(layout().root), 0o755);
    });

    test("when a file is where its folder should be", async () => {
        await writeFile(layout().root, "");
        await expect(addFile(layout(), Buffer.from("hello"))).rejects.toThrow(
            `The store ${layout().root} cannot be used: ${layout().staging} is, or is below, a file`,
        );
    });

    test("when a folder is where an artifact should be", async () => {
        const { path } = await addFile(layout(), Buffer.from("hello"));
        const other = storeLayout(`${layout().root}2`);
        await mkdir(path.replace(layout().root, other.root), { recursive: true });
        await expect(addFile(other, Buffer.from("hello"))).rejects.toThrow(
            `The store ${other.root} is damaged: ${path.replace(layout().root, other.root)} is a folder`,
        );
    });
});

test("a failure that has nothing to do with the store is told as it is", async () => {
    const elsewhereFull = Object.assign(new Error("ENOSPC: write /home/me/x"), {
        code: "ENOSPC",
        path: "/home/me/x",
    });
    await expect(inStore(layout(), () => Promise.reject(elsewhereFull))).rejects.toBe(elsewhereFull);
    const other = new Error("boot failed");
    await expect(inStore(layout(), () => Promise.reject(other))).rejects.toBe(other);
});
