import type { Call, PreviewRequest } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { bytesToSend } from "../snapshot/plan";
import { architectureOf, bootModeOf, contentsOf } from "./contents";
import type { Means } from "./means";
import { mebibytes } from "./progress";

type Request = PreviewRequest<AmiInputs, AmiOutputs>;

/** What is known before anything is done, and a note that says what would be sent where. */
export async function previewAmi(
    means: Means,
    call: Call<Settings>,
    request: Request,
): Promise<Partial<AmiOutputs>> {
    const { inputs, unknowns, previous } = request;
    const { image, args, appliance, boot, regions = [] } = inputs;
    const there = previous?.outputs.ids ?? {};
    const absent = regions.filter((region) => there[region] === undefined);
    const removed = Object.keys(there).filter(
        (region) => !regions.includes(region) && !unknowns.has("regions"),
    );
    const notes = [
        ...(absent.length > 0
            ? [`to be uploaded to ${absent.join(", ")}${await sizeNote(means, call, request)}`]
            : []),
        ...(removed.length > 0 ? [`to be removed from ${removed.join(", ")}`] : []),
    ];
    if (notes.length > 0) call.progress.note(notes.join("; "));
    if (previous && notes.length === 0 && !unknowns.has("regions")) return previous.outputs;
    if (image === undefined) return {};
    const contents =
        args === undefined || unknowns.has("args")
            ? {}
            : { contents: contentsOf({ image, args, appliance }) };
    const bootMode = unknowns.has("boot") ? {} : { bootMode: bootModeOf({ image, boot }) };
    return { architecture: architectureOf({ image }), ...bootMode, ...contents };
}

/** An image that is there says how much it was; for others the disk is made, if it can be made without doing anything. */
async function sizeNote(
    means: Means,
    call: Call<Settings>,
    { inputs: { image, args }, unknowns, previous }: Request,
): Promise<string> {
    const known = previous?.outputs.uploadBytes;
    if (known !== undefined) return each(known);
    if (image === undefined) return unsized("before the image is built");
    if (args === undefined || unknowns.has("args")) return unsized("before the arguments are known");
    const found = await means.diskAtHand(call, { image, args });
    return "missing" in found ? unsized(found.missing) : each(bytesToSend(found.disk));
}

const each = (bytes: number): string => `, ${mebibytes(bytes)} MiB each`;

const unsized = (reason: string): string => `; how much is not known ${reason}`;
