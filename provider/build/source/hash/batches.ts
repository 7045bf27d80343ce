export interface FileToHash {
    /** Absolute. */
    readonly path: string;
    readonly size: number;
}

/** Consecutive files of a list. */
export interface Batch {
    /** The number of the first of them. */
    readonly first: number;
    readonly paths: readonly string[];
}

export interface Batches {
    /** Files of a size that would hold up the main thread. */
    readonly large: readonly Batch[];
    readonly small: readonly Batch[];
    /** Whether workers would save more time than it takes to start them. */
    readonly areMuch: boolean;
}

const MiB = 1024 * 1024;
const largeFile = 8 * MiB;
/** Some milliseconds' work. */
const batchWeight = 4 * MiB;
const muchWeight = 48 * MiB;

export function makeBatches(files: readonly FileToHash[]): Batches {
    const large: Batch[] = [];
    const small: { first: number; paths: string[] }[] = [];
    let room = 0;
    for (const [first, file] of files.entries()) {
        if (file.size > largeFile) {
            large.push({ first, paths: [file.path] });
            room = 0;
        } else {
            if (room <= 0) {
                small.push({ first, paths: [] });
                room = batchWeight;
            }
            small.at(-1)?.paths.push(file.path);
            room -= weight(file);
        }
    }
    const total = files.reduce((sum, file) => sum + weight(file), 0);
    return { large, small, areMuch: large.length > 0 || total > muchWeight };
}

/** What hashing a file costs, in bytes: to open it takes as long as to hash another 32 KiB. */
function weight({ size }: FileToHash): number {
    return size + 32 * 1024;
}
