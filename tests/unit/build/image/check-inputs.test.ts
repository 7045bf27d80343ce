import { describe, expect, test } from "@jest/globals";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { ImageInputs } from "../../../../provider/build/image";
import { checkImage } from "../../../../provider/build/image/check";
import { machineArchitecture } from "../../../../provider/build/machine";
import type { CheckResult } from "../../../../provider/protocol/resource";
import { makeRepository } from "../source/git/repository";
import { buildCounts, command, smallSource } from "./small-builds";
import { checked, create, world } from "./world";

const current = world();

function check(
    given: Partial<ImageInputs>,
    unknowns: readonly string[] = [],
): Promise<CheckResult<ImageInputs>> {
    const inputs = { ...ImageInputs.partial().parse(given) };
    const request = { inputs, unknowns: new Set(unknowns), randomSeed: new Uint8Array() };
    return checkImage(current().call, request);
}

describe("what a program leaves out", () => {
    test("is filled in from the source, so that the state shows it", async () => {
        const source = await smallSource(current());
        expect(await check({ source, command })).toEqual({
            failures: [],
            set: {
                toolchain: "command",
                target: "unix",
                arch: machineArchitecture(),
                sourceHash: expect.any(String),
            },
            unknown: [],
        });
    });

    test("is what the program gives, where it does", async () => {
        const source = await smallSource(current());
        const given = { source, command, target: "virtio", arch: "aarch64", sourceHash: "mine" } as const;
        const { set } = await check(given);
        expect(set).toEqual({ toolchain: "command", target: "virtio", arch: "aarch64", sourceHash: "mine" });
    });

    test("follows from the target, where that has one processor only", async () => {
        const source = await smallSource(current());
        const { set } = await check({ source, command, target: "rpi4" });
        expect(set).toMatchObject({ target: "rpi4", arch: "aarch64" });
    });

    test("follows from the files in the source", async () => {
        await current().write({
            "m/config.ml": "",
            "m/dune-project": "",
            "d/dune-project": "(lang dune 2.9)",
        });
        expect((await check({ source: join(current().folder, "m") })).set?.toolchain).toBe("mirage");
        expect((await check({ source: join(current().folder, "d") })).set?.toolchain).toBe("dune");
    });
});

describe("with a hash of the program's own", () => {
    const sourceHash = "2026-11-26";

    test("the contents of the source are not read", async () => {
        await current().write({ "web/config.ml": "" });
        await symlink("nowhere", join(current().folder, "web/link"));
        const source = join(current().folder, "web");
        expect(await check({ source, sourceHash })).toMatchObject({
            failures: [],
            set: { toolchain: "mirage", sourceHash },
        });
        await expect(check({ source, sourceHash }, ["sourceHash"])).resolves.toMatchObject({ failures: [] });
    });

    test("a repository is not asked for what the program says itself", async () => {
        const source = { git: join(current().folder, "gone"), branch: "main" };
        expect(await check({ source, command, sourceHash })).toMatchObject({ failures: [] });
        expect((await check({ source, sourceHash })).failures).toMatchObject([{ property: "source" }]);
    });

    test("a source that is not there is still refused", async () => {
        const source = join(current().folder, "web");
        expect((await check({ source, command, sourceHash })).failures).toMatchObject([
            { property: "source", reason: expect.stringMatching(/^There is no folder/) },
        ]);
    });
});

describe("what is not known yet", () => {
    test("leaves open what follows from it, and no more", async () => {
        expect(await check({}, ["source"])).toEqual({
            failures: [],
            set: { arch: machineArchitecture() },
            unknown: ["toolchain", "target", "sourceHash"],
        });
    });

    test("counts as given: an unknown command makes it the command's", async () => {
        const source = await smallSource(current());
        expect(await check({ source }, ["command"])).toMatchObject({
            failures: [],
            set: { toolchain: "command" },
            unknown: ["target", "sourceHash"],
        });
    });

    test("is not overridden", async () => {
        const source = await smallSource(current());
        const { set, unknown } = await check({ source, command }, ["target", "sourceHash"]);
        expect(set).toEqual({ toolchain: "command" });
        expect(unknown).toEqual(["arch"]);
    });
});

describe("the source's hash", () => {
    test("is not of what the toolchain and the command leave in the user's folder", async () => {
        const source = await smallSource(current());
        const { sourceHash } = await checked(current().call, { source, command });
        await current().write({ "web/out/web": "built by hand" });
        expect((await checked(current().call, { source, command })).sourceHash).toBe(sourceHash);
    });

    test.each(["./out/web", "out//web", "out/../out/web"])(
        "is not of the output, written as %s",
        async (output) => {
            const source = await smallSource(current());
            const given = { source, command: { ...command, output } };
            const { sourceHash } = await checked(current().call, given);
            await current().write({ "web/out/web": "built by hand" });
            expect((await checked(current().call, given)).sourceHash).toBe(sourceHash);
        },
    );

    test.each([
        ["w[ae]b*", "web"],
        ["w?b", "web"],
        ["*", "message"],
    ])("is of all but the output, though it is called %s", async (output, other) => {
        const source = await smallSource(current());
        const given = { source, command: { ...command, output } };
        const { sourceHash } = await checked(current().call, given);
        await current().write({ [`web/${output}`]: "built by hand" });
        expect((await checked(current().call, given)).sourceHash).toBe(sourceHash);
        await current().write({ [`web/${other}`]: "of the source" });
        expect((await checked(current().call, given)).sourceHash).not.toBe(sourceHash);
    });

    test("of a lock file shows that it changed", async () => {
        await current().write({ "web/config.ml": "", "web.locked": "one" });
        const given = {
            source: join(current().folder, "web"),
            lock: { file: join(current().folder, "web.locked") },
        };
        const first = await checked(current().call, given);
        await current().write({ "web.locked": "two" });
        expect((await checked(current().call, given)).lock).not.toEqual(first.lock);
    });
});

describe("a git source", () => {
    test("is built at the commit that was checked, though its branch has moved since", async () => {
        const { call, folder } = current();
        const repository = makeRepository(join(folder, "repository"));
        const build = "#!/bin/sh\nmkdir -p out; cat /bin/true message >out/web; echo built >>count\n";
        const tree = (message: string) => ({ message, "build.sh": { script: build } });
        const first = repository.commit(tree("one"));
        const inputs = await checked(call, { source: { git: repository.folder, branch: "main" }, command });
        expect(inputs.sourceHash).toContain(first);
        repository.commit(tree("two"));
        const { artifact } = (await create(call, { ...inputs })).outputs;
        const moved = await create(call, { source: { git: repository.folder, branch: "main" }, command });
        expect(moved.inputs.sourceHash).not.toBe(inputs.sourceHash);
        expect(moved.outputs.artifact.digest).not.toBe(artifact.digest);
        expect(await buildCounts(current())).toEqual([2]);
    });
});
