import type { Architecture, Target } from "../../artifact/artifact";
import { storeLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs } from "../image";
import { architectureFor } from "../machine";
import { lookAtSource, type Look } from "../source/look";
import {
    chooseToolchain,
    namesWithOptions,
    outputsOf,
    readyToolchain,
    type ReadyToolchain,
} from "../toolchains";
import { readCheckedLock } from "./lock-file";
import { pinned } from "./pinned";

/** Everything that is decided before a build begins. */
export interface Plan {
    /** What the program gives, for the recipe. */
    readonly given: ImageInputs;
    readonly look: Look;
    readonly toolchain: ReadyToolchain;
    readonly target: Target;
    readonly arch: Architecture;
    /** The contents of the lock to build with. */
    readonly lock?: string;
    /** Sets this solve apart from others of the same dependencies. */
    readonly relock?: string;
    readonly env: Readonly<Record<string, string>>;
    readonly strip: boolean;
    readonly triggers: readonly unknown[];
}

/** Looks at the source and decides. Expects inputs that a check has found nothing wrong with. */
export async function planBuild(call: Call<Settings>, inputs: ImageInputs, keptLock?: string): Promise<Plan> {
    const look = await lookAt(call, inputs);
    const name = chooseToolchain(look.entries, inputs.toolchain, namesWithOptions(inputs));
    const toolchain = name && readyToolchain(name, inputs);
    if (toolchain === undefined) {
        throw new UserError("what builds this source is not known", { property: "toolchain" });
    }
    const { relock, env = {}, strip, triggers = [], target = toolchain.defaultTarget } = inputs;
    return {
        ...{ given: inputs, look, toolchain, target, relock, env, strip, triggers },
        arch: inputs.arch ?? architectureFor(target),
        lock: inputs.lock ? await readCheckedLock(inputs.lock) : keptLock,
    };
}

export function lookAt(
    { settings, signal }: Call<Settings>,
    inputs: Pick<ImageInputs, "source" | "sourceHash" | "toolchain" | "mirage" | "dune" | "command"> &
        Partial<Pick<ImageInputs, "ignore">>,
): Promise<Look> {
    return lookAtSource({
        source: pinned(inputs.source, inputs.sourceHash),
        base: process.cwd(),
        ignore: inputs.ignore ?? [],
        outputs: (entries) =>
            outputsOf(chooseToolchain(entries, inputs.toolchain, namesWithOptions(inputs)), inputs),
        layout: storeLayout(settings.store),
        signal,
    });
}
