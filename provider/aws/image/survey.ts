import { hasCode } from "../client/failure";
import type { Region } from "../client/region";
import { mark, tagsOf } from "./marks";
import type { Permission } from "./permissions";

/** An image as it is in a region. */
export interface Found {
    readonly imageId: string;
    readonly snapshotId?: string;
    readonly name: string;
    readonly description?: string;
    readonly architecture: string;
    readonly bootMode?: string;
    readonly isReady: boolean;
    /** Those of AWS and of this provider included. */
    readonly tags: Readonly<Record<string, string>>;
    readonly deprecateAt?: string;
}

export const isUnfinished = ({ tags }: Pick<Found, "tags">): boolean => tags[mark.unfinished] !== undefined;

type Described = Awaited<ReturnType<typeof describe>>[number];

const alive = new Set(["available", "pending", "transient", "disabled"]);

/** The image of this ID, or nothing when it is not there. */
export async function findImage(region: Region, imageId: string): Promise<Found | undefined> {
    try {
        const [image] = await describe(region, imageId, { ImageIds: [imageId] });
        return image && foundIn(image);
    } catch (error) {
        if (hasCode(error, "InvalidAMIID.NotFound", "InvalidAMIID.Unavailable")) return undefined;
        throw error;
    }
}

/** The account's images with a tag of this value. */
export async function findTaggedImages(region: Region, tag: string, value: string): Promise<Found[]> {
    const filters = [{ Name: `tag:${tag}`, Values: [value] }];
    const images = await describe(region, "the account's images", { Owners: ["self"], Filters: filters });
    return images.flatMap((image) => foundIn(image) ?? []);
}

interface Choice {
    readonly ImageIds?: string[];
    readonly Owners?: string[];
    readonly Filters?: { Name: string; Values: string[] }[];
}

async function describe(region: Region, resource: string, choice: Choice) {
    const { packages } = region;
    const asked = { action: "ec2:DescribeImages", resource };
    const { Images = [] } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(new packages.DescribeImagesCommand({ ...choice, IncludeDeprecated: true }), options),
    );
    return Images;
}

function foundIn(image: Described): Found | undefined {
    if (image.ImageId === undefined || !alive.has(image.State ?? "")) return undefined;
    const root = image.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === image.RootDeviceName);
    return {
        imageId: image.ImageId,
        snapshotId: root?.Ebs?.SnapshotId,
        name: image.Name ?? "",
        description: image.Description === "" ? undefined : image.Description,
        architecture: image.Architecture ?? "",
        bootMode: image.BootMode,
        isReady: image.State === "available",
        tags: tagsOf(image.Tags),
        deprecateAt: image.DeprecationTime,
    };
}

export async function findPermissions(region: Region, imageId: string): Promise<Permission[]> {
    const { packages } = region;
    const asked = { action: "ec2:DescribeImageAttribute", resource: imageId };
    const { LaunchPermissions = [] } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(
            new packages.DescribeImageAttributeCommand({ ImageId: imageId, Attribute: "launchPermission" }),
            options,
        ),
    );
    return LaunchPermissions;
}

/** All there is to compare with what a program says. */
export interface Survey extends Found {
    readonly permissions: readonly Permission[];
}

export async function survey(region: Region, imageId: string): Promise<Survey | undefined> {
    const image = await findImage(region, imageId);
    return image && { ...image, permissions: await findPermissions(region, imageId) };
}
