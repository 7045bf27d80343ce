import type { AmiInputs } from "../ami";
import { hasCode } from "../client/failure";
import { keyArn } from "../client/key";
import type { Region } from "../client/region";
import { mark } from "../image/marks";
import type { Found } from "../image/survey";

/** How an image is encrypted as its program wants it. */
export interface Encryption {
    readonly kmsKeyArn?: string;
    /** Whether that is the one that AWS keeps for the account. */
    readonly isDefault: boolean;
}

/** Nothing where no program wants it: that the account encrypts all snapshots makes no difference to a program. */
export async function encryptionOf(
    region: Region,
    { snapshotId, tags }: Pick<Found, "snapshotId" | "tags">,
): Promise<Encryption | undefined> {
    if (snapshotId === undefined || tags[mark.encrypted] === undefined) return undefined;
    const { packages } = region;
    const asked = { action: "ec2:DescribeSnapshots", resource: snapshotId };
    const { Snapshots } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(new packages.DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] }), options),
    );
    const kmsKeyArn = Snapshots?.[0]?.KmsKeyId;
    return { kmsKeyArn, isDefault: kmsKeyArn === undefined || kmsKeyArn === (await defaultKey(region)) };
}

/** Nothing where there is none yet, or the credentials may not ask: then a key counts as the program's own. */
async function defaultKey(region: Region): Promise<string | undefined> {
    try {
        return await keyArn(region, "alias/aws/ebs");
    } catch (error) {
        if (hasCode(error, "NotFoundException", "AccessDeniedException")) return undefined;
        throw error;
    }
}

/** Pure. As a program would write it: none where all have the default, one key, or those of all regions. */
export function encryptionFrom(
    found: readonly (readonly [string, Encryption | undefined])[],
): Pick<AmiInputs, "encrypted" | "kmsKeyId"> {
    const encrypted = found.some(([, encryption]) => encryption !== undefined);
    const keys = found.flatMap(([region, encryption]) =>
        encryption?.kmsKeyArn === undefined ? [] : [[region, encryption.kmsKeyArn] as const],
    );
    const [first] = keys;
    if (first === undefined || found.every(([, encryption]) => encryption?.isDefault ?? true))
        return { encrypted };
    return { encrypted, kmsKeyId: found.length === 1 ? first[1] : Object.fromEntries(keys) };
}
