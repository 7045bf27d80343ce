/* The archive format `ar`, as deb(5) uses it: a magic line, then members with headers of 60 bytes of text. */

const magic = "!<arch>\n";
const headerBytes = 60;

export interface Member {
    readonly name: string;
    readonly bytes: Buffer;
}

/** The members of an archive, or nothing for what is none, or is cut off. */
export function arMembers(archive: Buffer): Member[] | undefined {
    if (archive.toString("latin1", 0, magic.length) !== magic) return undefined;
    const members: Member[] = [];
    for (let at = magic.length; at < archive.length;) {
        const header = archive.toString("latin1", at, at + headerBytes);
        const size = Number(header.slice(48, 58).trim() || Number.NaN);
        const start = at + headerBytes;
        if (
            !header.endsWith("`\n") ||
            !Number.isSafeInteger(size) ||
            size < 0 ||
            start + size > archive.length
        ) {
            return undefined;
        }
        const name = header.slice(0, 16).trimEnd().replace(/\/$/, "");
        members.push({ name, bytes: archive.subarray(start, start + size) });
        at = start + size + (size % 2);
    }
    return members;
}
