import { randomBytes } from "node:crypto";
import {
    buildDisk,
    diskAtHand,
    sparseArchive,
    type AtHand,
    type DiskImage,
    type DiskRequest,
} from "../../disk";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { OperationFailed } from "../compute/operation";
import type { GceImage } from "../compute/types";
import type { Pace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import type { Mark } from "../plan/labels";
import { imageName, objectName, ownerOf } from "../plan/names";
import type { StoredObject } from "../storage/bucket";
import { upload } from "../storage/upload";
import { drop } from "./abandon";
import { cloudOf } from "./cloud";
import { told, type Subject } from "./failures";
import { insertFrom } from "./insert";
import { clearLeftovers, leftovers } from "./leftovers";
import { usable, type Making } from "./making";
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
    const { image, unit } = await told(subject, () =>
        make({ call, inputs, cloud, pace: world.pace, name }, world),
    );
    return { id: idOf(project, name), outputs: outputsOf(image, project, unit) };
}

/** The object is deleted last: what fails before that, with other contents by the next run, is found by it. */
async function make(making: Making, world: World): Promise<{ image: GceImage; unit: string }> {
    const { call, inputs, cloud, name } = making;
    const object = objectName(call.urn, name);
    call.progress.status(`looking for ${name}`);
    const place = { urn: call.urn, bucket: inputs.bucket };
    const objects = await leftovers(cloud, place);
    const left = objects.find((found) => found.name === object);
    const others = objects.filter((found) => found !== left);
    await clearLeftovers(cloud, others, place);
    // An object of this name stands for the same making as its image does.
    const mark = { owner: ownerOf(call.urn), unit: left?.metadata?.unit ?? randomBytes(8).toString("hex") };
    const found = await usable(making);
    const { made, stored } = found
        ? { made: found, stored: left }
        : await madeOf(making, world, { object, mark, left });
    const image = await settle(cloud, made, inputs, mark);
    if (stored) await cloud.bucket(inputs.bucket).delete(stored);
    return { image, unit: mark.unit };
}

interface Wanted {
    readonly object: string;
    readonly mark: Mark;
    readonly left?: StoredObject;
}

/** What was left may be of a making that has failed, and GCE then says so again: only of a new object a new one is made. */
async function madeOf(
    making: Making,
    world: World,
    { left, ...wanted }: Wanted,
): Promise<{ made: GceImage; stored: StoredObject }> {
    const of = async (stored: StoredObject) => ({
        made: await insertFrom(making, wanted.mark, stored),
        stored,
    });
    if (left) {
        try {
            return await of(left);
        } catch (error) {
            if (!(error instanceof OperationFailed)) throw error;
        }
    }
    return of(await uploaded(making, world, wanted));
}

async function uploaded(
    making: Making,
    world: World,
    { object, mark: { unit } }: Wanted,
): Promise<StoredObject> {
    const { call, inputs, cloud } = making;
    call.progress.status("making the disk");
    const image = await world.disk(call, inputs);
    try {
        return await upload({
            client: cloud.client,
            endpoint: cloud.settings.endpoints.storage,
            bucket: inputs.bucket,
            name: object,
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
        await drop(making, object);
        throw error;
    }
}
