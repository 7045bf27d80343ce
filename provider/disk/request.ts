import type { Artifact } from "../artifact/artifact";
import type { DiskArguments } from "./arguments";
import type { DiskKind } from "./kind";

/** What is to be on a disk. */
export interface DiskRequest {
    readonly image: Artifact;
    readonly kind: DiskKind;
    readonly args: DiskArguments;
    /** A CD boots as a disk, too. Default: disk. */
    readonly medium?: "disk" | "cd";
    /** Default: of a CD, what the contents need; otherwise 1, and more where the contents need it. */
    readonly sizeGiB?: number;
}
