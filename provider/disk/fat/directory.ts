import { isWholeName, longNameEntries, shortName } from "./name";

export const attribute = {
    readOnly: 0x01,
    hidden: 0x02,
    system: 0x04,
    label: 0x08,
    directory: 0x10,
    archive: 0x20,
} as const;

/** 1 January 1980, the first day that FAT knows. */
const firstDay = 0x0021;

export interface Entry {
    readonly name: string;
    readonly attributes: number;
    /** 0 for an empty file, and for the root when it is a parent. */
    readonly cluster: number;
    /** 0 for a folder. */
    readonly size: number;
}

/** The contents of a folder: short entries, each behind those of its long name. */
export function directoryBytes(entries: readonly Entry[], before: readonly Buffer[]): Buffer {
    const taken = new Set<string>();
    const all = entries.flatMap((entry) => {
        const short = shortName(entry.name, taken);
        taken.add(short);
        const long = isWholeName(entry.name, short) ? [] : longNameEntries(entry.name, short);
        return [...long, shortEntry(short, entry)];
    });
    return Buffer.concat([...before, ...all]);
}

/** How many bytes that will be: it does not depend on where things are. */
export function directorySize(names: readonly string[], before: number): number {
    const entries = names.map((name) => ({ name, attributes: 0, cluster: 0, size: 0 }));
    return directoryBytes(entries, []).length + before * 32;
}

/** The first entry of a root: the file system's name. */
export function labelEntry(label: string): Buffer {
    return shortEntry(label.padEnd(11), { attributes: attribute.label, cluster: 0, size: 0 });
}

/** The first two entries of every other folder. */
export function dotEntries(own: number, parent: number): Buffer[] {
    const folder = { attributes: attribute.directory, size: 0 };
    return [
        shortEntry(".".padEnd(11), { ...folder, cluster: own }),
        shortEntry("..".padEnd(11), { ...folder, cluster: parent }),
    ];
}

function shortEntry(short: string, { attributes, cluster, size }: Omit<Entry, "name">): Buffer {
    const entry = Buffer.alloc(32);
    entry.write(short, 0, 11, "latin1");
    entry[11] = attributes;
    entry.writeUInt16LE(firstDay, 16);
    entry.writeUInt16LE(firstDay, 18);
    entry.writeUInt16LE(cluster >>> 16, 20);
    entry.writeUInt16LE(firstDay, 24);
    entry.writeUInt16LE(cluster & 0xffff, 26);
    entry.writeUInt32LE(size, 28);
    return entry;
}
