import type { Artifact } from "../../provider/artifact/artifact";
import { solo5Kernel } from "../unit/host/solo5-image";
import type { LabWorld } from "./world";

/** A unikernel with one network for the doubles of Solo5's tenders, in labs that have those. */
export const tenderImage = (host: LabWorld, target: "spt" | "hvt"): Promise<Artifact> =>
    host.kernel(...solo5Kernel(target, [{ name: "service", type: "net" }]));
