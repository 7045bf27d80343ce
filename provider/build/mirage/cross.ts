import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Architecture, Target } from "../../artifact/artifact";
import { machineArchitecture } from "../machine";
import type { Session } from "./session";
import type { WarmState } from "./state";
import { solo5Targets } from "./targets";

/** Why an image cannot be built for another architecture than the machine's, whatever is installed. */
const crossProblem = (target: Target, arch: Architecture, here: Architecture): string | undefined => {
    if (!solo5Targets.has(target)) {
        return `mirage builds \`${target}\` for the machine it runs on, which is ${here}, not ${arch}. Build it on an ${arch} machine.`;
    }
    if (arch === "aarch64") return undefined;
    return `there is no Solo5 cross compiler from ${here} to ${arch}. Build it on an ${arch} machine.`;
};

const missingCompiler = (found: string): string =>
    `the Solo5 compiler in use makes code for ${found || "nothing"}, not for aarch64. The opam package ` +
    "`ocaml-solo5-cross-aarch64` makes code for aarch64 and takes the place of `ocaml-solo5`, so give it a switch of " +
    "its own: `opam switch create aarch64 5.3.0; opam install --switch=aarch64 mirage opam-monorepo ocaml-solo5-cross-aarch64`, " +
    'and set `switch: "aarch64"`.';

/** Both compilers are findlib's toolchain `solo5`; only its configuration tells which one it is. */
export const requireCrossCompiler = async ({ request, environment }: Session): Promise<void> => {
    const { target, arch } = request;
    const problem = crossProblem(target, arch, machineArchitecture());
    if (problem !== undefined) request.fail("cross", problem);
    const argv = ["ocamlfind", "-toolchain", "solo5", "ocamlopt", "-config-var", "architecture"] as const;
    const result = await request.run({ name: "cross", argv, env: environment });
    const found = result.stdout.trim();
    if (result.exitCode !== 0 || found !== "arm64") {
        request.fail("cross", missingCompiler(result.exitCode === 0 ? found : ""), result);
    }
};

/** dune does not see that the toolchain `solo5` has become another compiler. */
export const dropOtherObjects = async ({ request }: Session, state: WarmState): Promise<void> => {
    const before = state.get("arch");
    if (before !== undefined && before !== request.arch) {
        await rm(join(request.workspace, "_build"), { recursive: true, force: true });
    }
    await state.set("arch", request.arch);
};
