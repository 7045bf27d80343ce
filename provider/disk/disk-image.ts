/** Bytes at a place of a disk. */
export interface Extent {
    /** In bytes, from the disk's start. */
    readonly offset: number;
    readonly bytes: Uint8Array;
}

/** A disk that is mostly holes: what lies in none of its extents reads as zero. */
export interface DiskImage {
    /** In bytes. */
    readonly size: number;
    /** In ascending order; no two overlap. Each call begins anew, so that several regions can be served from one image. */
    extents(): Iterable<Extent>;
}
