import type { ImageInputs } from "../image";

/** What is part of the image itself: any change of it makes another image, with another name. */
export const content = [
    "image",
    "kind",
    "args",
    "appliance",
    "sizeGiB",
    "guestOsFeatures",
    "storageLocations",
] as const satisfies readonly (keyof ImageInputs)[];
