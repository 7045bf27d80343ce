import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import type { Traits } from "../image/changes";
import { imageMark, mark, urnMark } from "../image/marks";
import { permissionsOf } from "../image/permissions";
import type { Wanted } from "../image/wanted";
import { planSnapshot } from "../snapshot/plan";
import { architectureOf, bootModeOf, contentsOf, descriptionOf } from "./contents";
import type { Means } from "./means";

/** What is the same in all regions. */
export type Order = Omit<Wanted, "kmsKeyArn">;

/** In GiB: the largest volume there is. */
const largestVolume = 65_536;

export async function orderOf(means: Means, call: Call<Settings>, inputs: AmiInputs): Promise<Order> {
    const { urn, name: resourceName, signal, progress } = call;
    progress.status("making the disk");
    const disk = await means.diskOf(call, inputs);
    const plan = await planSnapshot(disk, signal);
    if (plan.volumeGiB > largestVolume) {
        throw new UserError(
            `the disk of ${inputs.image.name} has ${plan.volumeGiB} GiB, and the largest volume on EC2 has ${largestVolume}`,
            { property: "image" },
        );
    }
    return {
        ...{ urn, disk, plan, name: inputs.name ?? resourceName, description: descriptionOf(inputs) },
        ...{
            architecture: architectureOf(inputs),
            bootMode: bootModeOf(inputs),
            encrypted: inputs.encrypted,
        },
        tags: {
            ...inputs.tags,
            [mark.urn]: urnMark(urn),
            [mark.image]: imageMark(inputs.image),
            [mark.contents]: contentsOf(inputs),
            ...(inputs.encrypted ? { [mark.encrypted]: "yes" } : {}),
        },
    };
}

export function traitsOf(inputs: AmiInputs): Traits {
    return {
        tags: inputs.tags,
        permissions: permissionsOf(inputs.launchPermissions),
        deprecateAt: inputs.deprecateAt,
        description: descriptionOf(inputs),
    };
}
