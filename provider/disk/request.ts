import type { Artifact } from "../artifact/artifact";
import type { DiskArguments } from "./arguments";
import type { DiskKind } from "./kind";

/** What is to be on a disk. */
export interface DiskRequest {
    readonly image: Artifact;
    readonly kind: DiskKind;
    readonly args: DiskArguments;
    /** Default: 1, and more where the contents need it. */
    readonly sizeGiB?: number;
}
