import type { Failure } from "../../protocol/errors";
import type { Call, CheckRequest, CheckResult } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import { encryptionFailures } from "./check/encryption";
import { imageFailures } from "./check/image";
import { deprecationFailures, permissionFailures } from "./check/sharing";
import { nameFailures, tagFailures } from "./check/names";
import { automaticName } from "./name";
import { regionProblem } from "./regions";

/** Judges what can be judged without asking AWS, and gives the image a name of its own. */
export function checkAmi(
    call: Pick<Call<Settings>, "name">,
    request: CheckRequest<AmiInputs>,
): Promise<CheckResult<AmiInputs>> {
    const { inputs, unknowns, previous, randomSeed } = request;
    const failures = [
        ...imageFailures(inputs),
        ...regionFailures(inputs.regions),
        ...nameFailures(inputs.name),
        ...tagFailures(inputs.tags),
        ...encryptionFailures(inputs, unknowns),
        ...permissionFailures(inputs.launchPermissions),
        ...deprecationFailures({
            ...{ time: inputs.deprecateAt, previous: previous?.deprecateAt },
            isPublic: inputs.launchPermissions?.public === true,
        }),
    ];
    if (failures.length > 0 || inputs.name !== undefined || unknowns.has("name"))
        return Promise.resolve({ failures });
    const name = previous?.name ?? automaticName(call.name, randomSeed);
    return Promise.resolve({ set: { name }, defaulted: ["name"] });
}

function regionFailures(regions: readonly string[] | undefined): Failure[] {
    if (regions === undefined) return [];
    if (regions.length === 0) {
        return [{ property: "regions", reason: 'names no region; give at least one, as in ["eu-west-1"]' }];
    }
    const twice = regions.find((name, index) => regions.indexOf(name) !== index);
    if (twice !== undefined) return [{ property: "regions", reason: `names ${twice} twice` }];
    return regions.flatMap((name) => {
        const reason = regionProblem(name);
        return reason === undefined ? [] : [{ property: "regions", reason }];
    });
}
