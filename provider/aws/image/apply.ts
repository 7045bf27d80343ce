import type { Region } from "../client/region";
import type { Changes } from "./changes";
import { tagList } from "./marks";
import type { Permission } from "./permissions";
import type { Pair } from "./retire";

/** Does what has to be done, each thing by a request of its own. Doing it again does no harm. */
export async function apply(region: Region, pair: Required<Pair>, changes: Changes): Promise<void> {
    await applyTags(region, [pair.imageId, pair.snapshotId], changes);
    await applyPermissions(region, pair, changes);
    await applyDeprecation(region, pair, changes);
    await applyDescription(region, pair, changes);
}

export async function applyTags(
    region: Region,
    resources: readonly string[],
    { tags, removedTags }: Pick<Changes, "tags" | "removedTags">,
): Promise<void> {
    const { packages } = region;
    const given = { Resources: [...resources], Tags: tagList(tags) };
    if (given.Tags.length > 0) {
        const asked = { action: "ec2:CreateTags", resource: resources.join(" and ") };
        await region.ask(asked, ({ ec2 }, options) =>
            ec2.send(new packages.CreateTagsCommand(given), options),
        );
    }
    if (removedTags.length > 0) await removeTags(region, resources, removedTags);
}

export async function removeTags(
    region: Region,
    resources: readonly string[],
    keys: readonly string[],
): Promise<void> {
    const { packages } = region;
    await region.ask({ action: "ec2:DeleteTags", resource: resources.join(" and ") }, ({ ec2 }, options) =>
        ec2.send(
            new packages.DeleteTagsCommand({ Resources: [...resources], Tags: keys.map((Key) => ({ Key })) }),
            options,
        ),
    );
}

async function applyPermissions(
    region: Region,
    { imageId, snapshotId }: Required<Pair>,
    { permitted, forbidden }: Changes,
): Promise<void> {
    const { packages } = region;
    const change = { Add: [...permitted], Remove: [...forbidden] };
    if (permitted.length + forbidden.length === 0) return;
    // First the snapshot: what is done is seen from the image alone, and what was interrupted is done again.
    await shareSnapshot(region, snapshotId, { permitted, forbidden });
    await region.ask({ action: "ec2:ModifyImageAttribute", resource: imageId }, ({ ec2 }, options) =>
        ec2.send(
            new packages.ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: change }),
            options,
        ),
    );
}

export async function shareSnapshot(
    region: Region,
    snapshotId: string,
    { permitted, forbidden }: Pick<Changes, "permitted" | "forbidden">,
): Promise<void> {
    const { packages } = region;
    const accounts = { Add: accountsAmong(permitted), Remove: accountsAmong(forbidden) };
    if (accounts.Add.length + accounts.Remove.length === 0) return;
    await region.ask({ action: "ec2:ModifySnapshotAttribute", resource: snapshotId }, ({ ec2 }, options) =>
        ec2.send(
            new packages.ModifySnapshotAttributeCommand({
                SnapshotId: snapshotId,
                Attribute: "createVolumePermission",
                CreateVolumePermission: accounts,
            }),
            options,
        ),
    );
}

/** A snapshot can be shared with accounts, not with organizations. */
const accountsAmong = (permissions: readonly Permission[]): { UserId: string }[] =>
    permissions.flatMap(({ UserId }) => (UserId === undefined ? [] : [{ UserId }]));

async function applyDeprecation(
    region: Region,
    { imageId }: Required<Pair>,
    { deprecateAt }: Changes,
): Promise<void> {
    const { packages } = region;
    if (deprecateAt === undefined) return;
    if (deprecateAt === null) {
        await region.ask({ action: "ec2:DisableImageDeprecation", resource: imageId }, ({ ec2 }, options) =>
            ec2.send(new packages.DisableImageDeprecationCommand({ ImageId: imageId }), options),
        );
        return;
    }
    await region.ask({ action: "ec2:EnableImageDeprecation", resource: imageId }, ({ ec2 }, options) =>
        ec2.send(
            new packages.EnableImageDeprecationCommand({
                ImageId: imageId,
                DeprecateAt: new Date(deprecateAt),
            }),
            options,
        ),
    );
}

async function applyDescription(
    region: Region,
    { imageId }: Required<Pair>,
    { description }: Changes,
): Promise<void> {
    const { packages } = region;
    if (description === undefined) return;
    await region.ask({ action: "ec2:ModifyImageAttribute", resource: imageId }, ({ ec2 }, options) =>
        ec2.send(
            new packages.ModifyImageAttributeCommand({
                ImageId: imageId,
                Description: { Value: description },
            }),
            options,
        ),
    );
}
