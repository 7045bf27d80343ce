import { homedir } from "node:os";
import { join } from "node:path";
import { logged } from "./logged.mjs";
import { Failure } from "./failure.mjs";
import { go as goRequirement, missingMessage } from "./packages.mjs";
import { paths } from "./paths.mjs";
import { working } from "./programs.mjs";

/**
 * Go's caches and counters stay in the project, unless the user says where else; the user's settings of Go hold. Modules
 * are made writable, so that the folder can be removed as any other.
 */
export const goEnvironment = () => ({
    ...process.env,
    GOPATH: join(paths.go, "path"),
    GOMODCACHE: process.env.GOMODCACHE ?? join(paths.go, "modules"),
    GOCACHE: process.env.GOCACHE ?? join(paths.go, "build"),
    GOENV: process.env.GOENV ?? join(configHome(), "go", "env"),
    XDG_CONFIG_HOME: join(paths.go, "config"),
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw`.trim(),
    GOTOOLCHAIN: "auto",
    GOWORK: "off",
    CGO_ENABLED: "0",
});

const configHome = () => process.env.XDG_CONFIG_HOME || join(homedir(), ".config");

/**
 * The same for all that is built here, so that all share what is compiled. The tags are those of Pulumi's own releases. A third of the
 * compiler's work would be to inline, which nothing here needs.
 */
export const goBuildOptions = ["-trimpath", "-tags", "osusergo,grpcnotrace", "-gcflags", "all=-l"];

/**
 * `go install` of a package or tool in a module's folder.
 *
 * @param {{ name: string, module: string, target: string, into: string, ldflags: string }} build
 * @param {(status: string) => void} say
 */
export async function goInstall({ name, module, target, into, ldflags }, say) {
    const go = await findGo();
    let downloaded = 0;
    let compiled = 0;
    await logged(
        `go-${name}`,
        [go, "install", "-v", ...goBuildOptions, "-ldflags", `-s -w ${ldflags}`, target],
        {
            cwd: module,
            env: { ...goEnvironment(), GOBIN: into },
            onLine: (line) => {
                if (line.startsWith("go: downloading")) say(`fetching module ${++downloaded}`);
                else say(`compiling package ${++compiled}`);
            },
        },
    );
}

/** @param {string} module */
export async function goModTidy(module) {
    await logged("go-mod-tidy", [await findGo(), "mod", "tidy"], { cwd: module, env: goEnvironment() });
}

async function findGo() {
    const go = await working("go", goRequirement.minimum, goRequirement.versionArgv);
    if (go === undefined) throw new Failure(missingMessage([goRequirement]));
    return go.program;
}
