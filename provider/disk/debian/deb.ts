import { Readable } from "node:stream";
import { UserError } from "../../protocol/errors";
import { arMembers, type Member } from "./ar";
import type { Chunks } from "./chunks";
import { decompressed } from "./decompressed";
import { tarEntries, type TarEntry } from "./tar";

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

function unpacked(name: string, { name: member, bytes }: Member): Chunks {
    return member === "data.tar" ? Readable.from([bytes]) : decompressed(`${name}'s ${member}`, bytes);
}
