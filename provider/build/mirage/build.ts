import type { BuildOutcome, BuildRequest } from "../toolchain";
import { compile } from "./compile";
import { configure } from "./configure";
import { dropOtherObjects, isCross, requireCrossCompiler } from "./cross";
import { inTurn } from "./in-turn";
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
    const session = await openToolbox(request);
    const state = await openState(request.workspace);
    const cross = isCross(request.arch, process.arch);
    if (cross) await requireCrossCompiler(session);
    await dropOtherObjects(session, state);
    const configured = await configure(session);
    // While a lock is solved, mirage's overlay repositories are in the switch, for every opam command to see.
    const lock = await inTurn(session.switchPrefix ?? "", request.signal, async () => {
        const settled = await settleLock(session, configured);
        const wanted = { opam: configured.opam, lock: settled.body };
        // What is installed for the host would throw out the cross compiler.
        if (!cross)
            await installSwitch({ ...session, lockedOcaml: lockedOcaml(settled.body) }, wanted, state);
        return settled;
    });
    const withLock = { ...session, lockedOcaml: lockedOcaml(lock.body) };
    await pullSources(withLock, lock.body, state);
    const file = await compile(withLock, configured);
    return { file, lock: lock.kept, versions: session.versions };
};
