import type { Call, PreviewRequest } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs, ImageOutputs } from "../image";
import { recall } from "../job/recall";
import { asBuilt, isSameBuild } from "./diff";
import { keptLock } from "./kept-lock";
import { buildKey } from "./key";
import { outputsOf } from "./outputs";
import { planBuild } from "./plan";
import { reasons } from "./reasons";

/** What a build will make, where that is known, and a note that says why there will be one. */
export async function previewImage(
    call: Call<Settings>,
    { inputs: given, unknowns, previous }: PreviewRequest<ImageInputs, ImageOutputs>,
): Promise<Partial<ImageOutputs>> {
    if (unknowns.size > 0) return {};
    const inputs = given as ImageInputs;
    const old = previous && asBuilt(previous);
    if (old && isSameBuild(old, inputs)) return previous.outputs;
    const plan = await planBuild(call, inputs, keptLock(inputs, previous));
    const record = await recall(call, buildKey(plan));
    const change = old && reasons(old, inputs, describeChange(plan.look, old));
    const again = record && `built before, as ${record.artifact.digest}`;
    const note = [change, again].filter(Boolean).join("; ");
    if (note) call.progress.note(note);
    return record ? outputsOf(call, plan, record, previous?.outputs) : {};
}

type Describe = (previousHash: string) => string | undefined;

function describeChange(
    look: { readonly describeChange: Describe },
    { sourceHash }: ImageInputs,
): string | undefined {
    return sourceHash === undefined ? undefined : look.describeChange(sourceHash);
}
