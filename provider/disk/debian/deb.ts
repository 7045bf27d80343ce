import { gunzipSync } from "node:zlib";
import { UserError } from "../../protocol/errors";
import { arMembers, type Member } from "./ar";
import type { Chunks } from "./chunks";
import { tarEntries, type TarEntry } from "./tar";
import { unxz } from "./xz";

/** The files that a Debian package installs and that are wanted. `name` is for messages. */
export async function* debEntries(
    name: string,
    deb: Buffer,
    isWanted: (path: string) => boolean,
): AsyncGenerator<TarEntry> {
    const data = arMembers(deb)?.find((member) => member.name.startsWith("data.tar"));
    if (data === undefined) throw new UserError(`The package ${name} is no sound Debian package.`);
    yield* tarEntries(unpacked(name, data), isWanted);
}

async function* unpacked(name: string, { name: member, bytes }: Member): Chunks & AsyncGenerator<Uint8Array> {
    if (member.endsWith(".xz")) yield* unxz(bytes);
    else if (member.endsWith(".gz")) yield gunzipSync(bytes);
    else if (member === "data.tar") yield bytes;
    else throw new UserError(`The package ${name} is compressed in a way that is not known: ${member}.`);
}
