import { withAppliance } from "../../disk";
import type { Resource } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { withRegions } from "../client/open";
import { checkAmi } from "./check";
import { diffAmi } from "./diff";
import { importAmi } from "./import";
import { makeIn } from "./make";
import { ordinaryMeans, type Means } from "./means";
import { outputsOf } from "./outputs";
import { previewAmi } from "./preview";
import { readAmi } from "./read";
import { removeAmi } from "./remove";
import { updateAmi } from "./update";

/**
 * The life of an image on EC2. Create makes the disk, looks in each region for what an earlier attempt left there, writes
 * the blocks into a snapshot and registers an image of it: in all regions, or in none. What it makes carries its URN and a
 * key that follows from what is made, so that whoever comes after a crash finds it. Update brings regions and whatever
 * can be changed in place to what the program says. Delete removes the IDs that are in the state, and what no state has.
 */
export function amiLifecycleWith(means: Means): Resource<AmiInputs, AmiOutputs, Settings> {
    /** Where creations of this process have removed what earlier ones left, by URN. */
    const cleared = new Map<string, readonly string[]>();
    return {
        check: async (call, request) => withAppliance(call, request, await checkAmi(call, request)),
        diff: diffAmi,
        preview: (call, request) => previewAmi(means, call, request),
        create: async (call, { inputs }) => {
            const { made, bytes } = await withRegions(call, means.pace, inputs.regions, (regions) =>
                makeIn(means, call, regions, inputs),
            );
            cleared.set(call.urn, inputs.regions);
            return { id: inputs.name ?? call.name, outputs: outputsOf(inputs, made, bytes) };
        },
        update: async (call, request) => {
            const updated = await updateAmi(means, call, request);
            cleared.set(call.urn, request.inputs.regions);
            return updated;
        },
        read: (call, { id, state }) => (state ? readAmi(means, call, state) : importAmi(means, call, id)),
        delete: (call, { state: { outputs } }) =>
            removeAmi(means, call, { outputs, cleared: cleared.get(call.urn) ?? [] }),
    };
}

export const amiLifecycle = amiLifecycleWith(ordinaryMeans);
