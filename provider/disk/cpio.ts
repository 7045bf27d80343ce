/* The archive format `newc` of cpio, which Linux unpacks as its first file system: its initramfs/buffer-format.rst. */

export type CpioEntry =
    | { readonly path: string; readonly folder: true }
    | { readonly path: string; readonly bytes: Uint8Array; readonly executable?: boolean }
    | { readonly path: string; readonly link: string }
    | { readonly path: string; readonly device: { readonly major: number; readonly minor: number } };

const type = { folder: 0o040000, file: 0o100000, link: 0o120000, characterDevice: 0o020000 } as const;

const trailer = "TRAILER!!!";

/** An archive of entries in their order; a folder has to come before what is in it. All belong to root and to no time. */
export function* cpio(entries: Iterable<CpioEntry>): Generator<Uint8Array> {
    let inode = 1;
    for (const entry of entries) {
        const bytes = contentsOf(entry);
        yield header(entry.path, { inode, mode: modeOf(entry), size: bytes.length, device: deviceOf(entry) });
        yield bytes;
        yield padding(bytes.length);
        inode++;
    }
    yield header(trailer, { inode: 0, mode: 0, size: 0, device: { major: 0, minor: 0 } });
}

interface Fields {
    readonly inode: number;
    readonly mode: number;
    readonly size: number;
    readonly device: { readonly major: number; readonly minor: number };
}

function header(path: string, { inode, mode, size, device }: Fields): Uint8Array {
    const name = Buffer.from(`${path}\0`);
    const links = 1;
    const fields = [
        ...[inode, mode, 0, 0, links, 0, size, 0, 0],
        ...[device.major, device.minor, name.length, 0],
    ];
    const text = `070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}`;
    return Buffer.concat([Buffer.from(text), name, padding(text.length + name.length)]);
}

/** Headers and contents begin at multiples of four bytes. */
function padding(length: number): Uint8Array {
    return new Uint8Array((4 - (length % 4)) % 4);
}

function contentsOf(entry: CpioEntry): Uint8Array {
    if ("bytes" in entry) return entry.bytes;
    return "link" in entry ? Buffer.from(entry.link) : new Uint8Array();
}

function modeOf(entry: CpioEntry): number {
    if ("folder" in entry) return type.folder | 0o755;
    if ("link" in entry) return type.link | 0o777;
    if ("device" in entry) return type.characterDevice | 0o600;
    return type.file | (entry.executable ? 0o755 : 0o644);
}

function deviceOf(entry: CpioEntry): Fields["device"] {
    return "device" in entry ? entry.device : { major: 0, minor: 0 };
}

/** The folders above paths, each once and before what is in it. */
export function foldersOf(paths: readonly string[]): CpioEntry[] {
    const folders = paths.flatMap((path) => {
        const steps = path.split("/").slice(0, -1);
        return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
    });
    return [...new Set(folders)].sort().map((path) => ({ path, folder: true }));
}
