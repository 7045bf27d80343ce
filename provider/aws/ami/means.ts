import { buildDisk, diskAtHand, type AtHand, type DiskImage, type DiskRequest } from "../../disk";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import { defaultPace, type Pace } from "../client/pace";

/** What an image is made with. */
export interface Means {
    readonly pace: Pace;
    /** The disk that is uploaded. */
    readonly diskOf: (call: Call<Settings>, inputs: OnDisk) => Promise<DiskImage>;
    /** The same for a preview. */
    readonly diskAtHand: (call: Call<Settings>, inputs: OnDisk) => Promise<AtHand>;
}

export type OnDisk = Pick<AmiInputs, "image" | "args">;

const requestFor = ({ image, args }: OnDisk): DiskRequest => ({ image, args, kind: "appliance" });

/** On EC2 nothing but an appliance boots. */
export const ordinaryMeans: Means = {
    pace: defaultPace,
    diskOf: (call, inputs) => buildDisk(call, requestFor(inputs)),
    diskAtHand: (call, inputs) => diskAtHand(call, requestFor(inputs)),
};
