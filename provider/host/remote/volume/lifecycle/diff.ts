import type { DiffRequest, DiffResult } from "../../../../protocol/resource";
import { UserError } from "../../../../protocol/errors";
import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { isSameHost } from "../../../where";
import { partSame } from "../../../same";
import { renameDrift } from "../../owner";

type Inputs = Partial<VolumeInputs>;
type Request = DiffRequest<VolumeInputs, VolumeOutputs>;

/** What it holds is the user's: a preview says whenever that is lost, and when it is not changed though it may seem so. */
export function diff(
    { state, inputs, defaulted, ...request }: Request,
    urn: string,
): DiffResult<VolumeInputs> {
    const old = state.inputs;
    const { same, changed } = partSame(request, withDefaults(old), withDefaults(inputs));
    const moves = changed.has("host") && !isSameHost(old, inputs);
    const shrinks = changed.has("size") && sizeOf(inputs) < sizeOf(old);
    const isReplaced = moves || shrinks || replacing.some((name) => changed.has(name));
    if (isReplaced && (inputs.source !== undefined || request.unknowns.has("source")))
        refuseRefill(old, inputs);
    const { altered } = state.outputs;
    return {
        unchanged: [...same, ...(!moves && inputs.host?.ssh === undefined ? ["host"] : [])],
        replace: [...(moves ? (["host"] as const) : []), ...(shrinks ? (["size"] as const) : [])],
        drift: {
            ...(altered === undefined ? {} : { altered: `${altered}\n${repairOf(altered)}` }),
            ...renameDrift(urn, state.outputs),
        },
        deleteBeforeReplace: sharesPlace(old, inputs, defaulted?.has("name")),
        notes: isReplaced ? lossNotes(old, { shrinks }) : stayNotes(changed),
    };
}

/** It is filled when its volume is made: a volume that is another by its name alone would be filled a second time. */
function refuseRefill(old: VolumeInputs, inputs: Inputs): void {
    const { device } = old;
    if (device === undefined || device !== inputs.device || !isSameHost(old, inputs)) return;
    throw new UserError(
        `${device} would be written over with it, and what unikernels have written there would be lost: the volume is ` +
            "replaced, on the same device. Leave `source` out, then what the device holds stays; or leave the volume " +
            "as it was",
        { property: "source" },
    );
}

const withDefaults = ({ format = "raw" }: Inputs) => ({ format });

const replacing = ["name", "format", "lvm", "device"] as const;

/** One that is not known yet is no smaller. */
const sizeOf = ({ size = Infinity }: Inputs): number => size;

const repairOf = (altered: string): string =>
    altered.includes("with all that it held") ? "It will be made anew" : "It will be set right";

/** Two volumes cannot have one name or device on one host. */
function sharesPlace(old: VolumeInputs, inputs: Inputs, isNamedHere = false): boolean {
    if (!isSameHost(old, inputs)) return false;
    const { name, device } = inputs;
    const named = name !== undefined && name === old.name && !isNamedHere;
    return named || (device !== undefined && device === old.device);
}

function lossNotes({ device }: VolumeInputs, { shrinks }: { readonly shrinks: boolean }): string[] {
    const why = shrinks ? "A volume cannot shrink. " : "";
    if (device !== undefined) return [`${why}The volume is replaced. The device ${device} stays as it is.`];
    return [`${why}The volume is replaced: what the old one holds is not copied, and is deleted with it.`];
}

function stayNotes(changed: Request["changed"]): string[] {
    return [
        ...(changed.has("size")
            ? ["The volume grows in place. A unikernel that uses it sees that when it is started again."]
            : []),
        ...(changed.has("source")
            ? ["What the volume holds stays as it is: `source` is read only when a volume is made."]
            : []),
    ];
}
