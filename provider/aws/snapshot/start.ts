import { UserError } from "../../protocol/errors";
import type { Region } from "../client/region";

export interface Start {
    readonly volumeGiB: number;
    /** The same for every attempt to start the same snapshot: it is started once. At most 64 characters. */
    readonly token: string;
    readonly description: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly encrypted: boolean;
    /** The account's default key, where there is none. */
    readonly kmsKeyArn?: string;
}

/** How long a snapshot nobody writes to may stay open, in minutes. After that EBS gives it up. */
const idleMinutes = 60;

export async function startSnapshot(region: Region, start: Start): Promise<string> {
    const { packages } = region;
    const asked = { action: "ebs:StartSnapshot", resource: `a snapshot of ${start.volumeGiB} GiB` };
    const { SnapshotId } = await region.ask(asked, ({ ebs }, options) =>
        ebs.send(
            new packages.StartSnapshotCommand({
                VolumeSize: start.volumeGiB,
                ClientToken: start.token,
                Description: start.description,
                Timeout: idleMinutes,
                Tags: Object.entries(start.tags).map(([Key, Value]) => ({ Key, Value })),
                ...(start.encrypted ? { Encrypted: true, KmsKeyArn: start.kmsKeyArn } : {}),
            }),
            options,
        ),
    );
    if (SnapshotId === undefined)
        throw new UserError(`ebs:StartSnapshot in ${region.name} answered without an ID.`);
    return SnapshotId;
}
