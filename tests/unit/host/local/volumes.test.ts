import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { requireVolumes } from "../../../../provider/host/local/volumes";
import { failureOf } from "../lifecycle/world";

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "unikernel-volumes-"));
    await writeFile(join(folder, "empty.img"), "");
    await writeFile(join(folder, "odd.img"), "x".repeat(1000));
    await writeFile(join(folder, "whole.img"), "");
    await truncate(join(folder, "whole.img"), 1536);
    await writeFile(join(folder, "locked.img"), Buffer.alloc(512), { mode: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

const volume = { name: "storage", format: "raw" as const, readOnly: false, sectorSize: 512 };
const at = (name: string): string => join(folder, name);

test.each([
    ["absent.img", "PATH does not exist. Create it, such as with `truncate -s 64M PATH`"],
    ["empty.img", "PATH holds 0 bytes, which are not whole sectors of 512"],
    ["odd.img", "PATH holds 1000 bytes, which are not whole sectors of 512"],
    [".", "PATH is neither a file nor a block device"],
    ["odd.img/below", "PATH: ENOTDIR"],
])("%s is refused", async (name, message) => {
    const error = await failureOf(requireVolumes([{ ...volume, path: at(name) }]));
    expect(error).toMatchObject({
        property: "volumes.storage.path",
        message: `the volume "storage" cannot be attached: ${message.replaceAll("PATH", at(name))}`,
    });
});

test("whole sectors are what the unikernel's sectors are", async () => {
    await requireVolumes([{ ...volume, path: at("whole.img") }]);
    await expect(requireVolumes([{ ...volume, path: at("whole.img"), sectorSize: 1024 }])).rejects.toThrow(
        "holds 1536 bytes, which are not whole sectors of 1024",
    );
});

(process.getuid?.() === 0 ? test.skip : test).each([
    [false, "may not be read and written by this user"],
    [true, "may not be read by this user"],
])("a file of somebody else's is refused, read-only: %s", async (readOnly, message) => {
    await expect(requireVolumes([{ ...volume, path: at("locked.img"), readOnly }])).rejects.toThrow(message);
});
