import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { UserError } from "../../protocol/errors";
import type { Chunks } from "./chunks";
import { unxz } from "./xz";
import { unzstd } from "./zstd";

const decompressors: Readonly<Record<string, (bytes: Uint8Array) => Chunks>> = {
    xz: unxz,
    zst: unzstd,
    gz: (bytes) => Readable.from([gunzipSync(bytes)]),
};

/** What a file holds that is compressed in the way that its name's ending says. */
export function decompressed(name: string, bytes: Uint8Array): Chunks {
    const ending = name.slice(name.lastIndexOf(".") + 1);
    const decompress = decompressors[ending];
    if (decompress) return decompress(bytes);
    const known = Object.keys(decompressors).join(", ");
    throw new UserError(`${name} is compressed in a way that is not known: ${ending}, not one of ${known}.`);
}
