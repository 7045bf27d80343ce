import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { compare, type Result } from "./result";

/** Memory of a process of its own that uploads a disk of 2 GiB without a hole, above what it had before. */
export async function gceMemory(): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), "bench-gce-"));
    const take = sink();
    const server = createServer((request, response) => void take(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
        const outfile = join(folder, "program.js");
        const entryPoints = ["bench/gce-upload.ts"];
        const loader = { ".sh": "text" } as const;
        await build({ entryPoints, outfile, loader, bundle: true, platform: "node", logLevel: "error" });
        const child = fork(outfile, [`http://127.0.0.1:${(server.address() as AddressInfo).port}`]);
        const [above] = (await once(child, "message")) as [number];
        return compare("gce-memory", {
            ours: above,
            reference: 150,
            goal: 1,
            unit: "MB",
            against: "limit, 2 GiB uploaded",
        });
    } finally {
        server.close();
        server.closeAllConnections();
        await rm(folder, { recursive: true, force: true });
    }
}

/** Takes a resumable upload as Cloud Storage does, and keeps nothing of it. */
function sink(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
    let kept = 0;
    return async (request, response) => {
        for await (const bytes of request) kept += (bytes as Buffer).length;
        const range = request.headers["content-range"];
        if (range === undefined) {
            kept = 0;
            response.writeHead(200, { location: `http://${request.headers.host ?? ""}/session` }).end();
        } else if (range.endsWith(`/${kept}`)) {
            response.writeHead(200, { "content-type": "application/json" });
            response.end(JSON.stringify({ name: "disk.tar.gz", generation: "1", size: String(kept) }));
        } else {
            response.writeHead(308, { range: `bytes=0-${kept - 1}` }).end();
        }
    };
}
