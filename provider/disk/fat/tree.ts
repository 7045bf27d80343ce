/** A file to be, by its path from the root: `EFI/BOOT/BOOTX64.EFI`. The folders on the way come by themselves. */
export interface File {
    readonly path: string;
    readonly bytes: Uint8Array;
    /** Stands for the bytes, where it is known. */
    readonly digest?: string;
    /** Default: that it is to be archived, as for every new file. */
    readonly attributes?: number;
}

export interface Folder {
    readonly name: string;
    readonly folders: readonly Folder[];
    readonly files: readonly File[];
}

/** The folders that files are in, each with what it holds in the order in which it was met. */
export function treeOf(files: readonly File[], prefix = "", name = ""): Folder {
    const below = files.map((file) => ({ file, rest: file.path.slice(prefix.length) }));
    const names = new Set(
        below.filter(({ rest }) => rest.includes("/")).map(({ rest }) => rest.split("/")[0] ?? ""),
    );
    return {
        name,
        folders: [...names].map((folder) => {
            const inside = `${prefix}${folder}/`;
            return treeOf(
                files.filter(({ path }) => path.startsWith(inside)),
                inside,
                folder,
            );
        }),
        files: below.filter(({ rest }) => !rest.includes("/")).map(({ file }) => file),
    };
}

export function nameOf({ path }: File): string {
    return path.slice(path.lastIndexOf("/") + 1);
}
