import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiOutputs } from "../ami";
import { withRegions } from "../client/open";
import { inAll } from "../client/together";
import { clear } from "../image/bring-up";
import { abandonedOf, tracesOf } from "../image/leftovers";
import { retire } from "../image/retire";
import type { Means } from "./means";
import { pairsOf } from "./outputs";

/**
 * Removes what is in the state, and what an attempt to replace it left in its regions when it was killed. Where another one has
 * just been made that has been removed, and the new one may be shown as unfinished for a while still.
 */
export async function removeAmi(
    { pace }: Means,
    call: Call<Settings>,
    { outputs, cleared }: { readonly outputs: AmiOutputs; readonly cleared: readonly string[] },
): Promise<void> {
    const pairs = pairsOf(outputs);
    await withRegions(call, pace, [...pairs.keys()], (regions) =>
        inAll(regions, async (region) => {
            await retire(region, pairs.get(region.name) ?? {});
            if (cleared.includes(region.name)) return;
            await clear(region, abandonedOf(await tracesOf(region, call.urn)));
        }),
    );
}
