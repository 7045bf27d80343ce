import { join } from "node:path";
import { logged } from "./children.mjs";
import { Failure } from "./failure.mjs";
import { paths } from "./paths.mjs";
import { working } from "./programs.mjs";

/** From here on Go fetches the newer toolchain that a go.mod asks for as a module. */
const minimum = "1.21";

/**
 * Go's caches stay in the project, unless the user says where else. Modules are made writable, so that the folder can be
 * removed as any other.
 */
export const goEnvironment = () => ({
    ...process.env,
    GOPATH: join(paths.go, "path"),
    GOMODCACHE: process.env.GOMODCACHE ?? join(paths.go, "modules"),
    GOCACHE: process.env.GOCACHE ?? join(paths.go, "build"),
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw`.trim(),
    GOTOOLCHAIN: "auto",
    GOWORK: "off",
    CGO_ENABLED: "0",
});

/** The tags of Pulumi's own releases. The same for all that is built here, so that all share what is compiled. */
const tags = "osusergo,grpcnotrace";

/**
 * `go install` of a package or tool in a module's folder.
 *
 * @param {{ name: string, module: string, target: string, into: string, ldflags: string }} build
 * @param {(status: string) => void} say
 */
export async function goInstall({ name, module, target, into, ldflags }, say) {
    const go = await working("go", minimum, ["version"]);
    if (go === undefined) throw new Failure(`Go ${minimum} or newer is needed to build ${name}.`);
    let downloaded = 0;
    let compiled = 0;
    await logged(
        `go-${name}`,
        [go.program, "install", "-v", "-trimpath", "-tags", tags, "-ldflags", `-s -w ${ldflags}`, target],
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
