import type { GceImage } from "../compute/types";
import type { ImageInputs, ImageOutputs } from "../image";
import { markOf, withoutMark, type Mark } from "../plan/labels";
import { foundDeprecation } from "./deprecation";

export const idOf = (project: string, name: string): string => `projects/${project}/global/images/${name}`;

export const linkOf = (project: string, name: string): string =>
    `https://www.googleapis.com/compute/v1/${idOf(project, name)}`;

export function partsOfId(id: string): { readonly project: string; readonly name: string } | undefined {
    const [, project, name] = /^(?:.*\/)?projects\/([^/]+)\/global\/images\/([^/]+)$/.exec(id) ?? [];
    return project === undefined || name === undefined ? undefined : { project, name };
}

export function outputsOf(found: GceImage, project: string, unit: string): ImageOutputs {
    return {
        // An emulator's is its own; programs hand it to resources of the cloud.
        selfLink: linkOf(project, found.name),
        imageId: found.id,
        imageName: found.name,
        diskSizeGb: Number(found.diskSizeGb),
        unit,
    };
}

/** Whether it is the very image of a state: GCE's number is never given again, and the unit changes hands with it. */
export function isSame(found: GceImage, { imageId, unit }: ImageOutputs): boolean {
    return found.id === imageId && (markOf(found.labels).unit ?? unit) === unit;
}

/** What can be changed of an image, as GCE has it. */
export function foundInputs(found: GceImage, known: ImageInputs): ImageInputs {
    const labels = withoutMark(found.labels);
    return {
        ...known,
        family: found.family,
        labels: Object.keys(labels).length === 0 && known.labels === undefined ? undefined : labels,
        deprecated: foundDeprecation(found.deprecated, known.deprecated),
    };
}

/** What is missing of the mark by which an image is known to be this resource's. */
export function alteration(found: GceImage, mark: Mark): string | undefined {
    const { owner, unit } = markOf(found.labels);
    return owner === mark.owner && unit === mark.unit
        ? undefined
        : "The labels that say whose the image is were changed.";
}
