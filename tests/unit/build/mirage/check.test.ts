import { describe, expect, it } from "@jest/globals";
import { mirage } from "../../../../provider/build/mirage";
import { MirageOptions } from "../../../../provider/build/mirage/options";

const check = (options: object, target: "spt" | "virtio" = "spt", arch: "x86_64" | "aarch64" = "x86_64") =>
    mirage.check(MirageOptions.parse(options), target, arch);

describe("options that cannot work are refused before anything runs", () => {
    it.each([
        [{ keys: { target: "hvt" } }, "keys.target", "set the image's `target` instead"],
        [{ keys: { "no-depext": true } }, "keys.no-depext", "set `depext: false` instead"],
        [{ keys: { "extra-repos": "a:b" } }, "keys.extra-repos", "set `extraRepos` instead"],
        [{ keys: { l: "info" } }, "keys.l", "at least two letters"],
        [{ keys: { "a=b": "c" } }, "keys.a=b", "is not a key's name"],
        [{ keys: { hello: "two\nlines" } }, "keys.hello", "must be a single line"],
        [{ keys: { hosts: ["a", "b\n"] } }, "keys.hosts", "must be a single line"],
        [{ args: ["-o", "x", "-t"] }, "args[2]", "set the image's `target` instead"],
        [{ args: ["-tspt"] }, "args[0]", "set the image's `target` instead"],
        [{ args: ["--target=spt"] }, "args[0]", "set the image's `target` instead"],
        [{ args: ["--dry-run"] }, "args[0]", "nothing would be built"],
        [{ args: ["a\nb"] }, "args[0]", "must be a single line"],
    ])("%j", (options, property, reason) => {
        expect(check(options)).toEqual([{ property, reason: expect.stringContaining(reason) as unknown }]);
    });

    it("a target that Solo5 does not have for the architecture", () => {
        expect(check({}, "virtio", "aarch64")).toEqual([
            { property: "target", reason: expect.stringContaining("use `hvt` or `spt`") as unknown },
        ]);
    });

    it.each([
        [{}],
        [{ keys: { hello: "Hi", port: 8080, "no-dhcp": true, hosts: ["a", "b"] } }],
        [{ args: ["-o", "web", "-f", "sub/config.ml", "--hello=a b"] }],
    ])("and others are not: %j", (options) => {
        expect(check(options)).toEqual([]);
    });
});

describe("repositories", () => {
    it.each([
        [{ name: "a,b", url: "https://example.org" }],
        [{ name: "a:b", url: "https://example.org" }],
        [{ name: "a", url: "https://example.org/a b" }],
        [{ name: "a", url: "" }],
    ])("that mirage could not tell apart are refused: %j", (repository) => {
        expect(MirageOptions.safeParse({ extraRepos: [repository] }).success).toBe(false);
    });
});
