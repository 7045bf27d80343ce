import { UserError } from "../../protocol/errors";
import type { NewImage } from "../compute/images";
import { OperationFailed } from "../compute/operation";
import type { GceImage, Operation } from "../compute/types";
import { isPassing } from "../http/answer";
import { Refused } from "../http/client";
import type { ImageInputs } from "../image";
import { describeImage } from "../plan/description";
import { featuresOf } from "../plan/features";
import { withMark, type Mark } from "../plan/labels";
import { requestId } from "../plan/names";
import type { StoredObject } from "../storage/bucket";
import { abandon, drop } from "./abandon";
import { usable, type Making } from "./making";

/** Makes the image of an object. The object stays, unless it is certain that nothing comes of it. */
export async function insertFrom(making: Making, mark: Mark, stored: StoredObject): Promise<GceImage> {
    making.call.progress.status(`making ${making.name}`);
    const operation = await begun(making, mark, stored);
    if (operation) await ended(making, mark, { stored, operation });
    return present(making);
}

/** Nothing when the image has come to be there meanwhile, made for this resource. */
async function begun(making: Making, mark: Mark, stored: StoredObject): Promise<Operation | undefined> {
    const { call, inputs, cloud, name } = making;
    try {
        const body = newImage(inputs, { name, mark, object: stored.name });
        return await cloud.images.insert(body, requestId(call.urn, name, stored.generation));
    } catch (error) {
        // A request whose answer was lost, or that failed within GCE, may have begun it all the same.
        if (!(error instanceof Refused) || isPassing(error.error)) throw error;
        try {
            if (error.error.status === 409 && (await usable(making))) return undefined;
            throw error;
        } catch (reason) {
            await drop(making, stored.name);
            throw reason;
        }
    }
}

/**
 * Whether it is made is known from its operation alone: where that cannot be asked, the object tells the next run. One that
 * was given up may end soon enough to be cleared away.
 */
async function ended(
    making: Making,
    mark: Mark,
    { stored, operation }: { readonly stored: StoredObject; readonly operation: Operation },
): Promise<void> {
    try {
        await making.cloud.images.ended(operation);
    } catch (error) {
        if (error instanceof OperationFailed || making.call.signal.aborted)
            await abandon(making, mark, stored.name);
        throw error;
    }
}

async function present({ cloud, name, inputs: { project } }: Making): Promise<GceImage> {
    const image = await cloud.images.get(name);
    if (image) return image;
    throw new UserError(
        `The image ${name} was deleted from the project ${project ?? ""} while it was made. Run this again.`,
    );
}

function newImage(
    { image, kind = "appliance", ...inputs }: ImageInputs,
    { name, mark, object }: { readonly name: string; readonly mark: Mark; readonly object: string },
): NewImage {
    return {
        name,
        description: describeImage(image),
        ...(inputs.family === undefined ? {} : { family: inputs.family }),
        labels: withMark(inputs.labels, mark),
        architecture: image.arch === "x86_64" ? "X86_64" : "ARM64",
        ...(inputs.sizeGiB === undefined ? {} : { diskSizeGb: String(inputs.sizeGiB) }),
        guestOsFeatures: featuresOf(kind, inputs.guestOsFeatures).map((type) => ({ type })),
        ...(inputs.storageLocations?.length ? { storageLocations: inputs.storageLocations } : {}),
        rawDisk: { source: `https://storage.googleapis.com/${inputs.bucket}/${object}` },
    };
}
