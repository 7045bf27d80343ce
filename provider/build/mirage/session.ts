import type { BuildRequest, StageResult } from "../toolchain";
import type { Environment } from "./environment";
import { explainFailure } from "./failures/explain";
import type { MirageOptions } from "./options";

type Argv = readonly [string, ...string[]];

/** One build: the request, and what is found out about its tools on the way. */
export interface Session {
    readonly request: BuildRequest<MirageOptions>;
    /** With the opam switch's own variables, once it is known. */
    readonly environment: Environment;
    /** Tool → version. */
    readonly versions: Readonly<Record<string, string>>;
    /** The folder of the opam switch in use, if there is one. */
    readonly switchPrefix?: string;
    /** The OCaml version the lock in use was solved for. */
    readonly lockedOcaml?: string;
}

/** Runs a stage and looks at how it ended, which alone never means that it did what it should. */
export const runStage = async (session: Session, name: string, argv: Argv): Promise<StageResult> => {
    const { request, environment, versions, lockedOcaml } = session;
    request.signal.throwIfAborted();
    const result = await request.run({ name, argv, env: environment });
    request.signal.throwIfAborted();
    if (result.exitCode === 0) return result;
    const { exitCode, stderr, stdout } = result;
    const context = { stage: name, exitCode, lockedOcaml, installedOcaml: versions.ocaml };
    return request.fail(name, explainFailure(`${stderr}\n${stdout}`, context), result);
};
