import type { State } from "../../protocol/resource";
import type { ImageInputs, ImageOutputs } from "../image";

/** The lock in the state, which a build uses again, unless a new solve is asked for. Pure. */
export function keptLock(
    inputs: Pick<ImageInputs, "relock">,
    previous: State<ImageInputs, ImageOutputs> | undefined,
): string | undefined {
    const asksForNew = inputs.relock !== undefined && inputs.relock !== previous?.inputs.relock;
    return asksForNew ? undefined : previous?.outputs.lock;
}
