import type { Failure } from "../../../protocol/errors";
import type { Unknowns } from "../../../protocol/resource";
import type { AmiInputs } from "../../ami";
import { keyFor } from "../contents";

const failure = (reason: string, property = "kmsKeyId"): Failure[] => [{ property, reason }];

export function encryptionFailures(inputs: Partial<AmiInputs>, unknowns: Unknowns): Failure[] {
    const { encrypted, kmsKeyId, launchPermissions, regions = [] } = inputs;
    if (unknowns.has("encrypted") || unknowns.has("kmsKeyId")) return [];
    if (encrypted !== true) {
        return kmsKeyId === undefined
            ? []
            : failure("is given, but the image is not encrypted; set encrypted: true");
    }
    if (launchPermissions?.public === true) {
        return failure(
            "can't be had for an encrypted image: only accounts can be let use its key",
            "launchPermissions.public",
        );
    }
    if (kmsKeyId === undefined && (launchPermissions?.accounts ?? []).length > 0) {
        return failure(
            "can't use the account's own key for EBS, which encrypts the image; give a kmsKeyId that they may use",
            "launchPermissions.accounts",
        );
    }
    return kmsKeyId === undefined ? [] : regions.flatMap((region) => keyFailures(inputs, region));
}

function keyFailures(inputs: Partial<AmiInputs>, region: string): Failure[] {
    const key = keyFor(inputs, region);
    if (key === undefined)
        return failure(`names no key for ${region}; a key belongs to one region: give one for each`);
    const keyRegion = /^arn:[^:]+:kms:([^:]*):/.exec(key)?.[1];
    if (keyRegion === undefined || keyRegion === region) return [];
    return failure(
        `${key} is a key of ${keyRegion}, and can't encrypt in ${region}; give a key for each region, as in ` +
            `{ "${region}": "alias/images" }`,
    );
}
