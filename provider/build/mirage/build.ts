import { machineArchitecture } from "../machine";
import type { BuildOutcome, BuildRequest } from "../toolchain";
import { compile } from "./compile";
import { configure } from "./configure";
import { dropOtherObjects, requireCrossCompiler } from "./cross";
import { lockedOcaml } from "./lock-file";
import { settleLock } from "./lock-stage";
import type { MirageOptions } from "./options";
import { pullSources } from "./sources";
import { openState } from "./state";
import { installSwitch } from "./switch";
import { openToolbox } from "./toolbox";

/**
 * A MirageOS unikernel's way: configure generates the build and the list of dependencies; these are solved to a lock,
 * unless there is one; the compilers it needs go into the opam switch and the sources of the rest into `duniverse/`;
 * dune compiles all of it. In a warm workspace only configure and dune run.
 */
export const build = async (request: BuildRequest<MirageOptions>): Promise<BuildOutcome> => {
    const toolbox = await openToolbox(request);
    const state = await openState(request.workspace);
    const isCross = request.arch !== machineArchitecture();
    if (isCross) await requireCrossCompiler(toolbox);
    await dropOtherObjects(toolbox, state);
    const configured = await configure(toolbox);
    const lock = await settleLock(toolbox, configured);
    const session = { ...toolbox, lockedOcaml: lockedOcaml(lock.body) };
    // What is installed for the machine itself would throw out the cross compiler.
    if (!isCross) await installSwitch(session, { opam: configured.opam, lock: lock.body }, state);
    await pullSources(session, lock.body, state);
    const file = await compile(session, configured);
    return { file, lock: lock.kept, versions: session.versions };
};
