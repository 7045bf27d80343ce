import { buildDisk, type DiskImage } from "../../disk";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import { defaultPace, type Pace } from "../client/pace";

/** What an image is made with. */
export interface Means {
    readonly pace: Pace;
    /** The disk that is uploaded. */
    readonly diskOf: (call: Call<Settings>, inputs: Pick<AmiInputs, "image" | "args">) => Promise<DiskImage>;
}

/** On EC2 nothing but an appliance boots. */
export const ordinaryMeans: Means = {
    pace: defaultPace,
    diskOf: (call, { image, args }) => buildDisk(call, { image, args, kind: "appliance" }),
};
