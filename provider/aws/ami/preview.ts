import type { Call, PreviewRequest } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { architectureOf, bootModeOf, contentsOf } from "./contents";
import { mebibytes } from "./progress";

type Request = PreviewRequest<AmiInputs, AmiOutputs>;

/** What is known before anything is done, and a note that says what would be sent where. */
export function previewAmi(
    { progress }: Pick<Call<Settings>, "progress">,
    { inputs, unknowns, previous }: Request,
): Promise<Partial<AmiOutputs>> {
    const { image, args, boot, regions = [] } = inputs;
    const there = previous?.outputs.ids ?? {};
    const absent = regions.filter((region) => there[region] === undefined);
    const removed = Object.keys(there).filter(
        (region) => !regions.includes(region) && !unknowns.has("regions"),
    );
    const notes = [
        ...(absent.length > 0 ? [`to be uploaded to ${absent.join(", ")}${sizeNote(previous)}`] : []),
        ...(removed.length > 0 ? [`to be removed from ${removed.join(", ")}`] : []),
    ];
    if (notes.length > 0) progress.note(notes.join("; "));
    if (previous && notes.length === 0 && !unknowns.has("regions")) return Promise.resolve(previous.outputs);
    if (image === undefined) return Promise.resolve({});
    const contents =
        args === undefined || unknowns.has("args") ? {} : { contents: contentsOf({ image, args }) };
    const bootMode = unknowns.has("boot") ? {} : { bootMode: bootModeOf({ image, boot }) };
    return Promise.resolve({ architecture: architectureOf({ image }), ...bootMode, ...contents });
}

/** An image that is there says how much it was. */
function sizeNote(previous: Request["previous"]): string {
    const bytes = previous?.outputs.uploadBytes;
    return bytes === undefined ? "" : `, ${mebibytes(bytes)} MiB each`;
}
