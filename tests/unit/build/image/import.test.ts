import { expect, test } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { diffImage } from "../../../../provider/build/image/diff";
import { imageLifecycle } from "../../../../provider/build/image/lifecycle";
import { canonicalJson } from "../../../../provider/build/image/canonical";
import type { ImageInputs } from "../../../../provider/build/image";
import { makeRepository } from "../source/git/repository";
import { command, smallSource } from "./small-builds";
import { checked, create, world } from "./world";

const current = world();

test("an image is imported by its digest, and the next preview is clean", async () => {
    const { call } = current();
    const given = { source: await smallSource(current()), command };
    const { outputs } = await create(call, given);
    const { digest } = outputs.artifact;
    const imported = await imageLifecycle.read(call, { id: digest });
    if (imported === undefined) throw new Error("nothing was found");
    expect(imported.id).toBe(digest);
    expect(imported.outputs).toEqual(outputs);

    const inputs = await checked(call, given, imported.inputs);
    const names = Object.keys({ ...inputs, ...imported.inputs }) as (keyof ImageInputs)[];
    const changed = new Set(
        names.filter((name) => canonicalJson(inputs[name]) !== canonicalJson(imported.inputs[name])),
    );
    const { unchanged = [] } = diffImage({ state: imported, inputs, unknowns: new Set(), changed });
    expect([...changed].filter((name) => !unchanged.includes(name))).toEqual([]);
});

test("the address of a secret source is in no record and no state, and such an image is not imported", async () => {
    const { call, folder } = current();
    const repository = makeRepository(join(folder, "hunter22"));
    repository.commit({ "a.c": "int main(void) { return 0; }" });
    const build = { argv: ["cc", "-o", "web", "a.c"], output: "web" };
    const { outputs } = await create(call, { source: { git: repository.folder }, command: build });
    expect(JSON.stringify(outputs)).not.toContain("hunter22");
    const records = await readdir(current().layout.builds);
    for (const name of records) {
        expect(await readFile(join(current().layout.builds, name), "utf8")).not.toContain("hunter22");
    }
    await expect(imageLifecycle.read(call, { id: outputs.artifact.digest })).rejects.toThrow(
        /The address of what sha256:\w+ was built from is secret, and not kept\./,
    );
});

test.each([
    [
        "web",
        '"web" is no digest. An image is imported by the digest of its file: sha256: and 64 hexadecimal digits.',
    ],
    [
        `sha256:${"0".repeat(64)}`,
        `No build that this machine remembers made sha256:${"0".repeat(64)}. Import it on the machine that built it, or create it: the same source gives the same image.`,
    ],
])("an image that cannot be imported as %s says why", async (id, message) => {
    await expect(imageLifecycle.read(current().call, { id })).rejects.toThrow(message);
});
