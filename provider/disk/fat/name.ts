/* Names in a directory: an old one of eight and three characters, and before it, in pieces, the name as it is. */

const pieceCharacters = 13;

/** The eleven characters of a short name, which no other name in the directory has yet. */
export function shortName(name: string, taken: ReadonlySet<string>): string {
    const plain = plainShortName(name);
    if (plain !== undefined && !taken.has(plain)) return plain;
    const [stem, extension] = split(name.toUpperCase());
    for (let number = 1; ; number++) {
        const tail = `~${number}`;
        const start = shortened(stem).slice(0, 8 - tail.length);
        const short = `${start}${tail}`.padEnd(8) + shortened(extension).slice(0, 3).padEnd(3);
        if (!taken.has(short)) return short;
    }
}

/** Whether the short name says all there is: such an entry needs no other. */
export function isWholeName(name: string, short: string): boolean {
    const [stem, extension] = [short.slice(0, 8).trimEnd(), short.slice(8).trimEnd()];
    return name === (extension === "" ? stem : `${stem}.${extension}`);
}

/** The short name of a name that is one but for its case. */
function plainShortName(name: string): string | undefined {
    const [stem, extension] = split(name.toUpperCase());
    const fits = stem.length >= 1 && stem.length <= 8 && extension.length <= 3;
    if (!fits || shortened(stem) !== stem || shortened(extension) !== extension) return undefined;
    if (name.endsWith(".")) return undefined;
    return stem.padEnd(8) + extension.padEnd(3);
}

function split(name: string): [stem: string, extension: string] {
    const dot = name.lastIndexOf(".");
    return dot <= 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
}

function shortened(part: string): string {
    return part.replaceAll(/[ .]/g, "").replaceAll(/[^0-9A-Z$%'\-_@~`!(){}^#&]/gu, "_");
}

/** The entries that come before the short one, the last piece of the name first. */
export function longNameEntries(name: string, short: string): Buffer[] {
    const pieces = Math.ceil(name.length / pieceCharacters);
    const sum = checksum(short);
    return Array.from({ length: pieces }, (_, index) => {
        const number = pieces - index;
        return longNameEntry(name, { number, isLast: number === pieces, sum });
    });
}

/** Where the thirteen characters of a piece are in its entry. */
const places = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];

function longNameEntry(
    name: string,
    { number, isLast, sum }: { number: number; isLast: boolean; sum: number },
): Buffer {
    const entry = Buffer.alloc(32);
    entry[0] = number | (isLast ? 0x40 : 0);
    entry[11] = 0x0f;
    entry[13] = sum;
    places.forEach((place, index) => {
        const at = (number - 1) * pieceCharacters + index;
        // A zero ends a name that does not fill its last piece; what is behind it is all ones.
        const unit = at < name.length ? name.charCodeAt(at) : at === name.length ? 0 : 0xffff;
        entry.writeUInt16LE(unit, place);
    });
    return entry;
}

function checksum(short: string): number {
    let sum = 0;
    for (const byte of Buffer.from(short, "latin1")) sum = (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff;
    return sum;
}
