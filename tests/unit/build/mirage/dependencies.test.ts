import { describe, expect, it } from "@jest/globals";
import { dependenciesDigest } from "../../../../provider/build/mirage/dependencies";
import { recorded } from "../../../doubles/mirage/transcripts";

/** A generated .opam file, as recorded. */
const opam = recorded("08-query-opam").stdout.split("\n").slice(1).join("\n");

const digest = dependenciesDigest(opam);

describe("the digest of a unikernel's dependencies", () => {
    it.each([
        ["another package", '"duration"', '"durations"'],
        ["another bound", '>= "1.0.1"', '>= "1.0.2"'],
        ["one package fewer", '  "lwt" { ?monorepo }\n', ""],
        ["another repository", "dune-universe/opam-overlays.git", "someone/opam-overlays.git"],
        ["a package that opam provides", '["mirage" "opam-monorepo"]', '["mirage" "opam-monorepo" "solo5"]'],
        [
            "a pin",
            "x-mirage-pre-build",
            'pin-depends: [["lwt.dev" "git+https://example.org"]]\nx-mirage-pre-build',
        ],
    ])("changes with %s", (_, before, after) => {
        expect(opam).toContain(before);
        expect(dependenciesDigest(opam.replace(before, after))).not.toBe(digest);
    });

    it.each([
        ["the arguments of configure", "mirage configure", "mirage configure --hello=x"],
        ["the unikernel's name", /hello/g, "world"],
        ["the folder of the lock", "mirage/hello-unix.opam.locked", "sub/mirage/hello-unix.opam.locked"],
        ["a comment", "depends:", "# yes\ndepends:"],
        ["layout", /\n {2}/g, "\n      "],
    ])("does not change with %s", (_, before, after) => {
        expect(dependenciesDigest(opam.replace(before, after))).toBe(digest);
    });
});
