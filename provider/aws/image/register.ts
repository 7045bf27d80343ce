import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../protocol/errors";
import { hasCode } from "../client/failure";
import { untilNextLook } from "../client/pace";
import type { Region } from "../client/region";
import { mark, tagList } from "./marks";
import { findTaggedImages } from "./survey";
import type { Wanted } from "./wanted";

const rootDevice = "/dev/xvda";

interface Made {
    readonly key: string;
    readonly snapshotId: string;
}

/** Registers an image. When a first attempt did it and was not heard, the name is taken, by the image itself. */
export async function registerImage(region: Region, wanted: Wanted, made: Made): Promise<string> {
    try {
        return await register(region, wanted, made);
    } catch (error) {
        if (!hasCode(error, "InvalidAMIName.Duplicate")) throw error;
        const imageId = await ownOne(region, made.key);
        if (imageId === undefined) throw error;
        return imageId;
    }
}

async function register(region: Region, wanted: Wanted, { key, snapshotId }: Made): Promise<string> {
    const { packages, pace } = region;
    const { name, description, architecture, bootMode, goesOn } = wanted;
    const tags = { ...wanted.tags, [mark.key]: key, ...(goesOn ? { [mark.unfinished]: "yes" } : {}) };
    const asked = {
        ...{ action: "ec2:RegisterImage", resource: `the image name ${name}`, unknownMs: pace.unknownMs },
    };
    const { ImageId } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(
            new packages.RegisterImageCommand({
                ...{ Name: name, Description: description, Architecture: architecture, BootMode: bootMode },
                VirtualizationType: "hvm",
                EnaSupport: true,
                ImdsSupport: "v2.0",
                RootDeviceName: rootDevice,
                BlockDeviceMappings: [
                    {
                        DeviceName: rootDevice,
                        Ebs: { SnapshotId: snapshotId, VolumeType: "gp3", DeleteOnTermination: true },
                    },
                ],
                TagSpecifications: [{ ResourceType: "image", Tags: tagList(tags) }],
            }),
            options,
        ),
    );
    if (ImageId === undefined)
        throw new UserError(`ec2:RegisterImage in ${region.name} answered without an ID.`);
    return ImageId;
}

/** Looks at whether an image that was registered a moment ago shows up. */
const patience = 12;

async function ownOne(region: Region, key: string): Promise<string | undefined> {
    const { pace, signal } = region;
    for (let looks = 1; looks <= patience; looks++) {
        const [image] = await findTaggedImages(region, mark.key, key);
        if (image !== undefined) return image.imageId;
        await pause(untilNextLook(pace, looks), undefined, { signal });
    }
    return undefined;
}
