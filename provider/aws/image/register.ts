import { UserError } from "../../protocol/errors";
import { hasCode } from "../client/failure";
import { lookAwhile } from "../client/look";
import type { Region } from "../client/region";
import { together } from "../client/together";
import { untilAvailable } from "./available";
import { mark, tagList } from "./marks";
import { findImage, findTaggedImages, isUnfinished, type Found } from "./survey";
import type { Wanted } from "./wanted";

const rootDevice = "/dev/xvda";

interface Made {
    readonly key: string;
    readonly snapshotId: string;
}

/** Registers an image and waits until it can be launched. Looks for it by its mark while the answer is on its way. */
export async function registerImage(region: Region, wanted: Wanted, made: Made): Promise<string> {
    let imageId: string | undefined;
    const find = async (near: Region) =>
        imageId === undefined ? findOwn(near, wanted, made) : findImage(near, imageId);
    const [registered] = await together(region.signal, [
        async (signal) => (imageId = await idOf(region.within(signal), wanted, made)),
        (signal) => untilAvailable(region.within(signal), { image: wanted.name, find }),
    ]);
    return registered;
}

/** When a first attempt did it and was not heard, the name is taken, by the image itself. */
async function idOf(region: Region, wanted: Wanted, made: Made): Promise<string> {
    try {
        return await register(region, wanted, made);
    } catch (error) {
        if (!hasCode(error, "InvalidAMIName.Duplicate")) throw error;
        const own = await lookAwhile(region, () => findOwn(region, wanted, made));
        if (own === undefined) throw error;
        return own.imageId;
    }
}

async function register(region: Region, wanted: Wanted, { key, snapshotId }: Made): Promise<string> {
    const { packages, pace } = region;
    const { name, description, architecture, bootMode } = wanted;
    const tags = { ...wanted.tags, [mark.key]: key, [mark.unfinished]: "yes" };
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

/** The other half of a replacement may have the same key, or the same name a moment ago. */
async function findOwn(region: Region, { name }: Wanted, { key }: Made): Promise<Found | undefined> {
    const images = await findTaggedImages(region, mark.key, key);
    return images.find((one) => one.name === name && isUnfinished(one));
}
