import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { findArtifact } from "../../../../provider/artifact/find";
import { addFile } from "../../../../provider/artifact/store";
import { fetchPrebuilt } from "../../../../provider/build/prebuilt/fetch";
import { world } from "../image/world";

const current = world();

const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a file that changes while it is read leaves the store as it was, whatever it changes to", async () => {
    const { call, layout, folder } = current();
    const present = await addFile(layout, Buffer.from("new"));
    await writeFile(join(folder, "old"), "old");
    await writeFile(join(folder, "new"), "new");
    const files = [join(folder, "old"), join(folder, "new")];
    const location = {
        shown: "./hello",
        // Somebody puts another file in its place after the first look at it.
        get file() {
            return files.shift() ?? "";
        },
    };
    await expect(fetchPrebuilt(call, location, sha256Of("old"))).rejects.toThrow(
        "./hello changed while it was read. Run `pulumi up` again.",
    );
    expect(await findArtifact(layout, present.digest)).toBe(present.path);
    expect(await findArtifact(layout, `sha256:${sha256Of("old")}`)).toBeUndefined();
});
