import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Architecture, Target } from "../artifact/artifact";
import type { Failure } from "../protocol/errors";
import { explainDune } from "./dune/failures";
import { declaredExecutables } from "./dune/executables";
import type { DuneOptions } from "./dune/options";
import { machineArchitecture } from "./machine";
import type { BuildOutcome, BuildRequest, Toolchain } from "./toolchain";
import { versionIn } from "./tools";

/** OCaml programs for Unix. */
export const dune: Toolchain<DuneOptions> = {
    name: "dune",
    detects: (entries) => entries.has("dune-project"),
    defaultTarget: "unix",
    targets: ["unix"],
    // Files that dune promotes for opam at the top of the tree are made anew by each build.
    outputs: ["_build/", "/*.install"],
    check,
    build,
};

function check({ cross, executable }: DuneOptions, _target: Target, arch: Architecture): Failure[] {
    const failures: Failure[] = [];
    const here = machineArchitecture();
    if (arch !== here && cross === undefined) {
        const reason =
            `this machine is ${here}, and the image is for ${arch}: name the findlib toolchain of a cross compiler, ` +
            `for instance \`${arch}-linux\`, or set \`arch\` to "${here}"`;
        failures.push({ property: "cross", reason });
    }
    if (executable !== undefined && /^\/|(^|\/)\.\.(\/|$)/.test(executable)) {
        failures.push({
            property: "executable",
            reason: "must be a path relative to the source, without `..`",
        });
    }
    return failures;
}

/** The workspace keeps dune's own folder, and a cache outside of it would have nobody to tidy it up. */
const environment = { DUNE_CACHE: "disabled" };

async function build(request: BuildRequest<DuneOptions>): Promise<BuildOutcome> {
    const { workspace, options } = request;
    const versions = await findVersions(request);
    const executable = options.executable ?? (await onlyExecutable(request));
    const target = executable.includes(".") ? executable : `${executable}.exe`;
    const context = options.cross === undefined ? "default" : `default.${options.cross}`;
    const file = join(workspace, "_build", context, target);
    await rm(file, { force: true });
    const cross = options.cross === undefined ? [] : ["-x", options.cross];
    const result = await request.run({
        name: "build",
        argv: ["dune", "build", "--root", ".", "--profile", options.profile, ...cross, target],
        env: environment,
    });
    if (result.exitCode !== 0) {
        request.fail("build", explainDune(`${result.stderr}\n${result.stdout}`, result.exitCode), result);
    }
    return { file, versions };
}

async function findVersions({ run, fail }: BuildRequest<DuneOptions>): Promise<Record<string, string>> {
    const asked = {
        dune: ["dune", "--version"],
        ocaml: ["ocamlopt", "-version"],
    } as const;
    const versions: Record<string, string> = {};
    for (const [name, argv] of Object.entries(asked)) {
        const result = await run({ name: "tools", argv, env: environment });
        if (result.exitCode !== 0) fail("tools", `\`${argv.join(" ")}\` failed.`, result);
        versions[name] = versionIn(result.stdout) ?? result.stdout;
    }
    return versions;
}

async function onlyExecutable({ workspace, fail }: BuildRequest<DuneOptions>): Promise<string> {
    const found = await declaredExecutables(workspace);
    const [only] = found;
    if (only === undefined) {
        return fail(
            "build",
            "no dune file declares an executable. Add one: `(executable (name main))` in a file named dune.",
        );
    }
    if (found.length === 1) return only;
    return fail(
        "build",
        `the dune files declare several executables. Set \`dune.executable\` to one of: ${found.join(", ")}.`,
    );
}
