import { describe, expect, test } from "@jest/globals";
import { ImageInputs, type ImageOutputs } from "../../../../provider/build/image";
import { canonicalJson } from "../../../../provider/canonical";
import { MirageOptions } from "../../../../provider/build/mirage/options";
import { diffImage, isSameBuild } from "../../../../provider/build/image/diff";

const inputs = (more: Partial<ImageInputs> = {}): ImageInputs => ({
    ...ImageInputs.parse({ source: "./web", target: "spt", arch: "x86_64", sourceHash: "one" }),
    ...more,
});

const recipe = {
    image: {
        ...{ urn: "", source: "./web", sourceHash: "one", ignore: [], toolchain: "mirage", options: {} },
        ...{ target: "spt", arch: "x86_64", strip: true, env: [] },
    },
};
const outputs: ImageOutputs = {
    artifact: {
        ...{ name: "web.spt", digest: "sha256:", size: 1, target: "spt", arch: "x86_64", devices: [] },
        recipe,
    },
    toolchainVersions: {},
    buildSeconds: 1,
};

function diff(old: ImageInputs, next: ImageInputs) {
    const names = Object.keys({ ...old, ...next }) as (keyof ImageInputs)[];
    const changed = new Set(names.filter((name) => canonicalJson(old[name]) !== canonicalJson(next[name])));
    return diffImage({ state: { id: "", inputs: old, outputs }, inputs: next, unknowns: new Set(), changed });
}

describe("a change", () => {
    test("of the source's place is none when the contents are the same", () => {
        expect(diff(inputs(), inputs({ source: "/home/ada/web" }))).toEqual({ unchanged: ["source"] });
    });

    test("of ignore rules is none when what is left is the same", () => {
        expect(diff(inputs(), inputs({ ignore: ["*.md"] }))).toEqual({ unchanged: ["ignore"] });
    });

    test("of the contents is one, wherever they are", () => {
        expect(diff(inputs(), inputs({ source: "./other", sourceHash: "two" }))).toEqual({});
    });

    test.each<[string, Partial<ImageInputs>]>([
        ["the place of a lock file", { lock: { file: "./moved.locked", sha256: "0" } }],
        ["no variables", { env: {} }],
        ["no triggers", { triggers: [] }],
        ["the toolchain's own defaults", { mirage: MirageOptions.parse({}) }],
    ])("to %s is none", (_name, more) => {
        const old = { toolchain: "mirage", lock: { file: "./web.locked", sha256: "0" } } as const;
        expect(diff(inputs(old), inputs({ ...old, ...more }))).toEqual({ unchanged: Object.keys(more) });
        expect(isSameBuild(inputs(old), inputs({ ...old, ...more }))).toBe(true);
    });

    test("that is not known yet may be one", () => {
        const unknowns = new Set(["env"]);
        const state = { id: "", inputs: inputs({ env: {} }), outputs };
        expect(diffImage({ state, inputs: inputs(), unknowns, changed: new Set(["env"]) })).toEqual({});
    });

    test("of an imported image, which has no hash among its inputs, is none when its build had that hash", () => {
        expect(diff(inputs({ sourceHash: undefined }), inputs())).toEqual({ unchanged: ["sourceHash"] });
        expect(diff(inputs({ sourceHash: undefined }), inputs({ sourceHash: "two" }))).toEqual({});
    });
});

describe("the same build", () => {
    test("is one from another place", () => {
        expect(isSameBuild(inputs(), inputs({ source: "./other", ignore: ["x"] }))).toBe(true);
    });

    test.each<Partial<ImageInputs>>([
        { sourceHash: "two" },
        { target: "hvt" },
        { arch: "aarch64" },
        { strip: false },
        { env: { A: "1" } },
        { triggers: [1] },
        { relock: "now" },
        { lock: { file: "./lock", sha256: "0" } },
    ])("is not one with %j", (more) => {
        expect(isSameBuild(inputs(), inputs(more))).toBe(false);
    });
});
