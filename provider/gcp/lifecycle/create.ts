import { randomBytes } from "node:crypto";
import {
    buildDisk,
    diskAtHand,
    sparseArchive,
    type AtHand,
    type DiskImage,
    type DiskRequest,
} from "../../disk";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { NewImage } from "../compute/images";
import { OperationFailed } from "../compute/operation";
import type { GceImage } from "../compute/types";
import { Refused } from "../http/client";
import type { Pace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import { describeImage } from "../plan/description";
import { defaultFeatures } from "../plan/features";
import { markOf, withMark, type Mark } from "../plan/labels";
import { imageName, objectName, ownerOf, requestId } from "../plan/names";
import type { StoredObject } from "../storage/bucket";
import { upload } from "../storage/upload";
import { clearing, cloudOf, type Cloud } from "./cloud";
import { told, type Subject } from "./failures";
import { clearLeftovers } from "./leftovers";
import { idOf, outputsOf } from "./outputs";
import { settle } from "./settle";

export interface World {
    readonly pace: Pace;
    /** In memory; begun anew for each reading. */
    readonly disk: (call: Call<Settings>, inputs: ImageInputs) => Promise<DiskImage>;
    /** The same for a preview. */
    readonly diskAtHand: (call: Call<Settings>, inputs: ImageInputs) => Promise<AtHand>;
    readonly chunkBytes?: number;
}

const requestFor = ({ image, kind = "appliance", args = [], sizeGiB }: ImageInputs): DiskRequest => ({
    ...{ image, kind, args, sizeGiB },
});

export const disks: Pick<World, "disk" | "diskAtHand"> = {
    disk: (call, inputs) => buildDisk(call, requestFor(inputs)),
    diskAtHand: (call, inputs) => diskAtHand(call, requestFor(inputs)),
};

interface Making {
    readonly call: Call<Settings>;
    readonly inputs: ImageInputs;
    readonly cloud: Cloud;
    readonly world: World;
    readonly name: string;
}

/** Whatever happens, the next run finds it by what is left: nothing, an image of this name, or the object. */
export async function create(
    call: Call<Settings>,
    inputs: ImageInputs,
    world: World,
): Promise<{ id: string; outputs: ImageOutputs }> {
    const { project = "", bucket } = inputs;
    const name = imageName(inputs, call);
    const subject: Subject = { what: `the image ${name}`, project, bucket };
    const cloud = cloudOf(call, world.pace, project);
    const { image, unit } = await told(subject, () => make({ call, inputs, cloud, world, name }));
    return { id: idOf(project, name), outputs: outputsOf(image, project, unit) };
}

async function make(making: Making): Promise<{ image: GceImage; unit: string }> {
    const { call, inputs, cloud, name } = making;
    const object = objectName(call.urn, name);
    call.progress.status(`looking for ${name}`);
    const left = await clearLeftovers(cloud, { urn: call.urn, bucket: inputs.bucket, keep: object });
    // An object that is left stands for the same making as its image does.
    const mark = { owner: ownerOf(call.urn), unit: left?.metadata?.unit ?? randomBytes(8).toString("hex") };
    const found = await usable(making);
    if (!found) await insertFrom(making, mark, left ?? (await uploaded(making, object, mark)));
    const image = await settle(cloud, found ?? (await present(making)), inputs, mark);
    if (found && left) await cloud.bucket(inputs.bucket).delete(left);
    return { image, unit: mark.unit };
}

/** An image of this name and contents that was made for this resource is what is wanted. */
async function usable({
    cloud,
    name,
    call,
    inputs: { project = "" },
}: Making): Promise<GceImage | undefined> {
    const found = await cloud.images.settled(name);
    if (found === undefined) return undefined;
    if (markOf(found.labels).owner !== ownerOf(call.urn)) {
        throw new UserError(
            `There is an image ${name} in the project ${project} already, and it was not made for this resource. ` +
                "Give this one another name, or delete that one.",
            { property: "name" },
        );
    }
    if (found.status !== "FAILED") return found;
    await cloud.images.delete(name);
    return undefined;
}

async function present({ cloud, name, inputs: { project } }: Making): Promise<GceImage> {
    const image = await cloud.images.get(name);
    if (image) return image;
    throw new UserError(
        `The image ${name} was deleted from the project ${project ?? ""} while it was made. Run this again.`,
    );
}

async function uploaded(making: Making, name: string, { unit }: Mark): Promise<StoredObject> {
    const { call, inputs, cloud, world } = making;
    call.progress.status("making the disk");
    const image = await world.disk(call, inputs);
    try {
        return await upload({
            client: cloud.client,
            endpoint: cloud.settings.endpoints.storage,
            bucket: inputs.bucket,
            name,
            metadata: { unit },
            source: () => sparseArchive(image),
            chunkBytes: world.chunkBytes,
            onProgress: (bytes) => {
                call.progress.status(
                    `uploading to gs://${inputs.bucket}: ${(bytes / 2 ** 20).toFixed(1)} MiB`,
                );
            },
        });
    } catch (error) {
        await drop(making, name);
        throw error;
    }
}

async function insertFrom(making: Making, mark: Mark, stored: StoredObject): Promise<void> {
    const { call, inputs, cloud, name } = making;
    call.progress.status(`making ${name}`);
    const body = newImage(inputs, { name, mark, object: stored.name });
    try {
        await cloud.images.insert(body, requestId(call.urn, name, stored.generation));
    } catch (error) {
        const isRefused = error instanceof Refused || error instanceof OperationFailed;
        // Whether the image is made after all is not known otherwise: then the object tells the next run.
        if (isRefused) await drop(making, stored.name);
        if (!(error instanceof Refused && error.error.status === 409)) throw error;
        if (!(await usable(making))) throw error;
        return;
    }
    await cloud.bucket(inputs.bucket).delete(stored);
}

/** What fails here is found by the next run. */
async function drop({ call, inputs: { project = "", bucket }, world }: Making, name: string): Promise<void> {
    const there = cloudOf(clearing(call), world.pace, project).bucket(bucket);
    try {
        const objects = await there.list(name);
        await Promise.all(objects.map((object) => there.delete(object)));
    } catch {
        call.progress.note(`gs://${bucket}/${name} could not be deleted; the next run will.`, "warning");
    }
}

function newImage(
    { image, kind = "appliance", ...inputs }: ImageInputs,
    { name, mark, object }: { readonly name: string; readonly mark: Mark; readonly object: string },
): NewImage {
    const features = inputs.guestOsFeatures ?? defaultFeatures(kind);
    return {
        name,
        description: describeImage(image),
        ...(inputs.family === undefined ? {} : { family: inputs.family }),
        labels: withMark(inputs.labels, mark),
        architecture: image.arch === "x86_64" ? "X86_64" : "ARM64",
        ...(inputs.sizeGiB === undefined ? {} : { diskSizeGb: String(inputs.sizeGiB) }),
        guestOsFeatures: features.map((type) => ({ type })),
        ...(inputs.storageLocations?.length ? { storageLocations: inputs.storageLocations } : {}),
        rawDisk: { source: `https://storage.googleapis.com/${inputs.bucket}/${object}` },
    };
}
