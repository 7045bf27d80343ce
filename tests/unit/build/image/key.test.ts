import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ImageInputs } from "../../../../provider/build/image";
import { canonicalJson } from "../../../../provider/canonical";
import { buildKey, workspaceKey } from "../../../../provider/build/image/key";
import type { Plan } from "../../../../provider/build/image/plan";
import { readyToolchain, type ToolchainOptions } from "../../../../provider/build/toolchains";
import { MirageOptions } from "../../../../provider/build/mirage/options";

const mirage = (options: Partial<MirageOptions> = {}): Plan["toolchain"] => {
    const given: ToolchainOptions = { mirage: MirageOptions.parse(options) };
    const ready = readyToolchain("mirage", given);
    if (ready === undefined) throw new Error("mirage needs no options");
    return ready;
};

const look = (hash: string, realPath = "/web"): Plan["look"] =>
    ({ kind: "folder", hash, realPath }) as Plan["look"];

const plan = (more: Partial<Plan> = {}): Plan => ({
    ...{ given: ImageInputs.parse({ source: "./web" }), look: look("one"), toolchain: mirage() },
    ...{ target: "spt", arch: "x86_64", env: {}, strip: true, triggers: [] },
    ...more,
});

describe("builds are told apart by", () => {
    test.each<[string, Partial<Plan>]>([
        ["the source", { look: look("two") }],
        ["the target", { target: "hvt" }],
        ["the architecture", { arch: "aarch64" }],
        ["the options", { toolchain: mirage({ keys: { hello: "Hi" } }) }],
        ["the lock", { lock: "lock" }],
        ["a new solve", { relock: "monday" }],
        ["the environment", { env: { A: "1" } }],
        ["stripping", { strip: false }],
        ["triggers", { triggers: [null] }],
    ])("%s", (_name, more) => {
        expect(buildKey(plan(more))).not.toBe(buildKey(plan()));
    });
});

describe("builds are the same", () => {
    test("wherever the source is, whatever was ignored to come to it", () => {
        const elsewhere = plan({
            look: look("one", "/elsewhere"),
            given: ImageInputs.parse({ source: "/elsewhere", ignore: ["x"] }),
        });
        expect(buildKey(elsewhere)).toBe(buildKey(plan()));
    });

    test("with one lock, whatever solve it came from", () => {
        expect(buildKey(plan({ lock: "lock", relock: "monday" }))).toBe(buildKey(plan({ lock: "lock" })));
    });

    test("in whatever order variables and options are given", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
                const reversed = Object.fromEntries(Object.entries(values).reverse());
                expect(canonicalJson(reversed)).toBe(canonicalJson(values));
            }),
        );
    });
});

test("a key tells nothing of a secret in the environment", () => {
    const key = buildKey(plan({ env: { TOKEN: "hunter22" } }));
    expect(key).toMatch(/^[0-9a-f]{64}$/);
});

describe("a workspace", () => {
    test("is the same for all contents of a source, so that it stays warm", () => {
        expect(workspaceKey(plan({ look: look("two"), lock: "lock" }))).toBe(workspaceKey(plan()));
    });

    test("is the same for all commits of a git source", () => {
        const at = (commit: string): Plan["look"] =>
            ({
                kind: "git",
                hash: commit,
                tree: { mirror: "/m", path: "", commit },
            }) as unknown as Plan["look"];
        expect(workspaceKey(plan({ look: at("one") }))).toBe(workspaceKey(plan({ look: at("two") })));
    });

    test.each<[string, Partial<Plan>]>([
        ["source", { look: look("one", "/elsewhere") }],
        ["target", { target: "hvt" }],
        ["architecture", { arch: "aarch64" }],
        ["choice of options", { toolchain: mirage({ keys: { hello: "Hi" } }) }],
    ])("is another for another %s, so that they build at the same time", (_name, more) => {
        expect(workspaceKey(plan(more))).not.toBe(workspaceKey(plan()));
    });

    test.each<[string, Partial<Plan>]>([
        ["variables", { env: { CFLAGS: "-O2" } }],
        ["triggers", { triggers: ["2026-11-27"] }],
    ])("is another for other %s, which no build tool sees", (_name, more) => {
        expect(workspaceKey(plan(more))).not.toBe(workspaceKey(plan()));
    });
});
