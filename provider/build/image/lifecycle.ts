import { randomBytes } from "node:crypto";
import type { Call, Resource, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs, ImageOutputs } from "../image";
import { build } from "../job/build";
import { checkImage } from "./check";
import { asBuilt, diffImage, isSameBuild } from "./diff";
import { importImage } from "./import";
import { keptLock } from "./kept-lock";
import { outputsOf } from "./outputs";
import { planBuild } from "./plan";
import { previewImage } from "./preview";
import { requireSameSource } from "./same-source";

type ImageState = State<ImageInputs, ImageOutputs>;

/**
 * The life of an image. Check looks at the source and names its contents by a hash; Diff compares hashes. Create and
 * Update build, or recall what the same build made before. An image is a value: there is nothing to delete, since
 * others may use the same file, and the store is pruned by size.
 */
export const imageLifecycle: Resource<ImageInputs, ImageOutputs, Settings> = {
    check: checkImage,
    diff: diffImage,
    preview: previewImage,
    create: async (call, { inputs }) => ({
        id: `${call.name}-${randomBytes(4).toString("hex")}`,
        outputs: await make(call, inputs),
    }),
    update: async (call, { inputs, previous }) => ({
        outputs: isSameBuild(asBuilt(previous), inputs)
            ? previous.outputs
            : await make(call, inputs, previous),
    }),
    read: async (call, { id, state }) => state ?? importImage(call, id),
    delete: () => Promise.resolve(),
};

async function make(call: Call<Settings>, inputs: ImageInputs, previous?: ImageState): Promise<ImageOutputs> {
    const plan = await planBuild(call, inputs, keptLock(inputs, previous));
    requireSameSource(call, inputs, plan.look);
    return outputsOf(call, plan, await build(call, plan), previous?.outputs);
}
