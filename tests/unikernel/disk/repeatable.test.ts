import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { storeLayout } from "../../../provider/artifact/layout";
import { buildDisk, type DiskImage } from "../../../provider/disk";
import type { ApplianceConfig } from "../../../provider/settings";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";

let [folder, program] = ["", ""];
let appliance: ApplianceConfig;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "repeatable-"));
    program = join(folder, "server");
    await promisify(execFile)("gcc", ["-O1", "-static", "-o", program, "tests/unikernel/disk/server.c"]);
    appliance = await diskParts();
});
afterAll(() => rm(folder, { recursive: true }));

async function diskIn(store: string, file: string): Promise<DiskImage> {
    const image = await artifactOf(storeLayout(store), file, { target: "unix", name: "server" });
    return buildDisk(callWith(store, { appliance }), { image, kind: "appliance", args: ["--hello=hi"] });
}

/** Each piece of a disk: where it is, and the SHA-256 of its bytes. */
const pieces = (disk: DiskImage): string[] =>
    [...disk.extents()].map(
        ({ offset, bytes }) =>
            `${offset} ${bytes.length} ${createHash("sha256").update(bytes).digest("hex")}`,
    );

test("an appliance is the same, byte by byte, when its parts are fetched and put together anew in another store", async () => {
    const copy = join(folder, "elsewhere");
    await promisify(execFile)("cp", [program, copy]);
    const [one, other] = [await diskIn(diskStore, program), await diskIn(join(folder, "store"), copy)];
    expect(other.size).toBe(one.size);
    expect(pieces(other)).toEqual(pieces(one));
}, 900_000);
