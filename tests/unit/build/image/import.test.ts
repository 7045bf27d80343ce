import { describe, expect, test } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { imageLifecycle } from "../../../../provider/build/image/lifecycle";
import type { ImageInputs } from "../../../../provider/build/image";
import { makeRepository } from "../source/git/repository";
import { changesAfterImport } from "./changes-after-import";
import { buildCounts, command, smallSource } from "./small-builds";
import { create, world } from "./world";

const current = world();

describe("an image is imported by its digest, and the next preview is clean", () => {
    test.each<[string, Partial<ImageInputs>]>([
        ["with what every image has", {}],
        ["with triggers and variables", { triggers: [{ day: 1 }], env: { GREETING: "hello" } }],
        ["with neither, though given", { triggers: [], env: {} }],
        ["with a hash of the program's own", { sourceHash: "2026-11-26" }],
        ["with ignore rules, unstripped", { ignore: ["*.md"], strip: false }],
    ])("%s", async (_name, more) => {
        const source = await smallSource(current());
        expect(await changesAfterImport(current().call, { source, command, ...more })).toEqual([]);
    });

    test("even of a repository that is the project itself", async () => {
        const { folder } = current();
        const repository = makeRepository(join(folder, "repository"));
        repository.commit({ "a.c": "int main(void) { return 0; }" });
        const build = { argv: ["cc", "-o", "web", "a.c"], output: "web" };
        const before = process.cwd();
        process.chdir(repository.folder);
        const given = { source: { git: repository.folder }, command: build };
        const changes = changesAfterImport(current().call, given).finally(() => {
            process.chdir(before);
        });
        expect(await changes).toEqual([]);
    });
});

test("an image is imported without its secrets, and the next up is told to set them", async () => {
    const { notes } = current();
    const env = { TOKEN: "hunter22", GREETING: "hello" };
    const source = await smallSource(current());
    expect(await changesAfterImport(current().call, { source, command, env })).toEqual(["env"]);
    expect(notes).toEqual([
        "The build had secret environment variables, whose values are not kept: TOKEN. " +
            "The next `pulumi up` sets them, and builds nothing when they are what they were.",
    ]);
    expect(await buildCounts(current())).toEqual([1]);
});

test("an image whose options are secret is not imported", async () => {
    const { call, write } = current();
    const source = await smallSource(current());
    await write({ "web/hunter22": "#!/bin/sh\ncp /bin/true web\n" });
    const secret = { argv: ["./hunter22"], output: "web" };
    const { artifact } = (await create(call, { source, command: secret })).outputs;
    await expect(imageLifecycle.read(call, { id: artifact.digest })).rejects.toThrow(
        /sha256:\w+ cannot be imported: an option of its build is secret, and not kept\./,
    );
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
        /sha256:\w+ cannot be imported: the address of its source is secret, and not kept\./,
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
