import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Result } from "./result";
import { uploadMemory } from "./upload-memory";

export async function gceMemory(): Promise<Result> {
    const take = sink();
    const server = createServer((request, response) => void take(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return uploadMemory("gce-memory", "bench/gce-upload.ts", url).finally(() => {
        server.close();
        server.closeAllConnections();
    });
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
