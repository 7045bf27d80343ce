/* FAT32 as Microsoft's specification of 2000 (fatgen103) has it. */

export const sectorBytes = 512;
export const reservedSectors = 32;
export const fatCopies = 2;

/** A file system with fewer clusters is FAT16, whatever it says. */
export const fewestClusters = 65_525;

export interface Layout {
    readonly sectors: number;
    readonly sectorsPerCluster: number;
    /** Of each of the two copies. */
    readonly fatSectors: number;
    readonly clusters: number;
}

/** How a partition of so many sectors is divided. The size of a cluster is what Windows and mkfs choose. */
export function layoutOf(sectors: number): Layout {
    const mebibytes = (sectors * sectorBytes) / 2 ** 20;
    const sectorsPerCluster = mebibytes <= 260 ? 1 : mebibytes <= 8192 ? 8 : mebibytes <= 16_384 ? 16 : 32;
    const space = sectors - reservedSectors;
    // Each cluster needs four bytes in each copy of the table; its first two entries stand for none.
    const neededSectors = Math.ceil(
        (4 * (space / sectorsPerCluster + 2)) / (sectorBytes + 8 / sectorsPerCluster),
    );
    // An even number puts the first cluster at a multiple of four sectors: a block of a CD.
    const fatSectors = neededSectors + (neededSectors % 2);
    const clusters = Math.floor((space - fatCopies * fatSectors) / sectorsPerCluster);
    if (clusters < fewestClusters) throw new Error(`${sectors} sectors are too few for FAT32`);
    return { sectors, sectorsPerCluster, fatSectors, clusters };
}

export function clusterBytes({ sectorsPerCluster }: Layout): number {
    return sectorsPerCluster * sectorBytes;
}

/** The sector, from the partition's start, at which a cluster begins. The first cluster is 2. */
export function sectorOf({ fatSectors, sectorsPerCluster }: Layout, cluster: number): number {
    return reservedSectors + fatCopies * fatSectors + (cluster - 2) * sectorsPerCluster;
}
