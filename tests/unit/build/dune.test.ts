import { describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { artifactFile } from "../../../provider/artifact/store";
import { dune } from "../../../provider/build/dune";
import { DuneOptions } from "../../../provider/build/dune/options";
import { create, update, world } from "./image/world";

const current = world();

const project = {
    "app/dune-project": "(lang dune 2.9)\n",
    "app/bin/dune": "(executable (name main))\n",
    "app/bin/main.ml": 'let () = print_string "hello"\n',
    "app/test/dune": "(test (name check))\n",
    "app/test/check.ml": "\n",
};
const app = (): { source: string } => ({ source: join(current().folder, "app") });

async function printed(digest: string): Promise<string> {
    return (await promisify(execFile)(artifactFile(current().layout, digest))).stdout;
}

describe("an OCaml program", () => {
    test("is built for unix from its dune-project alone, and runs", async () => {
        await current().write(project);
        const { inputs, outputs } = await create(current().call, app());
        expect(inputs).toMatchObject({ toolchain: "dune", target: "unix" });
        expect(outputs.artifact).toMatchObject({ name: "main.exe", target: "unix", devices: [] });
        expect(outputs.toolchainVersions).toEqual({
            dune: expect.stringMatching(/^\d+\.\d+/),
            ocaml: expect.stringMatching(/^\d+\.\d+/),
        });
        expect(await printed(outputs.artifact.digest)).toBe("hello");
    });

    test("is built again after a change, without a trace in the user's folder", async () => {
        await current().write(project);
        const first = await create(current().call, app());
        await current().write({ "app/bin/main.ml": 'let () = print_string "changed"\n' });
        const { outputs } = await update(current().call, first, app());
        expect(await printed(outputs.artifact.digest)).toBe("changed");
        expect((await readdir(app().source)).sort()).toEqual(["bin", "dune-project", "test"]);
    });

    test("is the one the program names, when there are several", async () => {
        await current().write({
            ...project,
            "app/dune": "(executables (names one two))",
            "app/one.ml": "",
            "app/two.ml": 'let () = print_string "two"',
        });
        await expect(create(current().call, app())).rejects.toThrow(
            "the dune files declare several executables. Set `dune.executable` to one of: bin/main.exe, one.exe, two.exe.",
        );
        const options = DuneOptions.parse({ executable: "two" });
        const { outputs } = await create(current().call, { ...app(), dune: options });
        expect(await printed(outputs.artifact.digest)).toBe("two");
    });
});

describe("a failure of dune", () => {
    const cases: Record<string, { files: Record<string, string>; executable?: string; says: string }> = {
        "of the compiler names the file and the line": {
            files: { "app/bin/main.ml": "\nlet () = print_string 3\n" },
            says: "bin/main.ml does not compile, at line 2: This expression has type int but an expression was expected of type",
        },
        "for want of a library says how to get it": {
            files: { "app/bin/dune": "(executable (name main) (libraries nolib))" },
            says: "the library `nolib` is not installed. Install it with `opam install nolib`",
        },
        "for want of a newer dune says so": {
            files: { "app/dune-project": "(lang dune 99.0)\n" },
            says: "dune-project asks for dune 99.0 or later. Install a newer dune: `opam install dune`.",
        },
        "for want of an executable says what to write": {
            files: { "app/bin/dune": "(library (name main))" },
            says: "no dune file declares an executable. Add one: `(executable (name main))` in a file named dune.",
        },
        "for an executable that is not declared says what to set": {
            files: {},
            executable: "bin/other.exe",
            says: "the dune files declare no `bin/other.exe`. Set `dune.executable` to one that they do.",
        },
    };
    test.each(Object.entries(cases))("%s", async (_name, { files, executable, says }) => {
        await current().write({ ...project, ...files });
        const options = DuneOptions.parse({ executable });
        await expect(create(current().call, { ...app(), dune: options })).rejects.toThrow(says);
    });

    test("for want of dune itself says what installs it", async () => {
        await current().write(project);
        await expect(create(current().call, { ...app(), env: { PATH: "/nowhere" } })).rejects.toThrow(
            "dune cannot be run: it is not on PATH. It is needed for the toolchains dune and mirage; " +
                "install it with `opam install dune`, `apt-get install ocaml-dune`, `dnf install ocaml-dune` or `brew install dune`.",
        );
    });
});

describe("for another machine", () => {
    const other = process.arch === "arm64" ? "x86_64" : "aarch64";

    test("a cross compiler has to be named", () => {
        expect(dune.check(DuneOptions.parse({}), "unix", other)).toEqual([
            {
                property: "cross",
                reason: expect.stringContaining("name the findlib toolchain of a cross compiler"),
            },
        ]);
        expect(dune.check(DuneOptions.parse({ cross: "aarch64-linux" }), "unix", other)).toEqual([]);
    });

    test("a cross compiler that findlib does not know is named", async () => {
        await current().write(project);
        const options = DuneOptions.parse({ cross: "nowhere" });
        await expect(create(current().call, { ...app(), arch: other, dune: options })).rejects.toThrow(
            "findlib knows no toolchain `nowhere`. Install the cross compiler that brings it",
        );
    });
});
