import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { sparseTar, type DiskImage } from "../../disk";

/** A disk as `images.insert` takes it. The same bytes each time: a gzip of Node's holds no time and no name. */
export function archive(disk: DiskImage): AsyncIterable<Uint8Array> {
    const tar = Readable.from(sparseTar(disk), { objectMode: false });
    const gzip = createGzip({ level: 1 });
    // What fails on the way fails for whoever reads the end.
    tar.on("error", (error) => gzip.destroy(error));
    return tar.pipe(gzip);
}
