import type { AmiInputs } from "../ami";
import { hasCode } from "../client/failure";
import { keyArn } from "../client/key";
import type { Region } from "../client/region";
import type { Pair } from "../image/retire";

/** How the snapshot of an image is encrypted. */
export interface Encryption {
    readonly encrypted: boolean;
    readonly kmsKeyArn?: string;
    /** Whether that is the one that AWS keeps for the account. */
    readonly isDefault?: boolean;
}

export async function encryptionOf(region: Region, { snapshotId }: Pair): Promise<Encryption> {
    if (snapshotId === undefined) return { encrypted: false };
    const { packages } = region;
    const asked = { action: "ec2:DescribeSnapshots", resource: snapshotId };
    const { Snapshots } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(new packages.DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] }), options),
    );
    const { Encrypted: encrypted = false, KmsKeyId: kmsKeyArn } = Snapshots?.[0] ?? {};
    if (!encrypted || kmsKeyArn === undefined) return { encrypted };
    return { encrypted, kmsKeyArn, isDefault: kmsKeyArn === (await defaultKey(region)) };
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
    found: readonly (readonly [string, Encryption])[],
): Pick<AmiInputs, "encrypted" | "kmsKeyId"> {
    const encrypted = found.some(([, encryption]) => encryption.encrypted);
    const keys = found.flatMap(([region, { kmsKeyArn }]) =>
        kmsKeyArn === undefined ? [] : [[region, kmsKeyArn] as const],
    );
    const [first] = keys;
    if (first === undefined || found.every(([, { isDefault = true }]) => isDefault)) return { encrypted };
    return { encrypted, kmsKeyId: found.length === 1 ? first[1] : Object.fromEntries(keys) };
}
