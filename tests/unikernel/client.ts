import { once } from "node:events";
import { request, type IncomingHttpHeaders } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

export interface Answer {
    readonly status: number | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** Makes a request over a connection of its own. */
export async function fetchPage(port: number, path = "/", method = "GET"): Promise<Answer> {
    const outgoing = request({ host: "127.0.0.1", port, path, method, agent: false }).end();
    const incoming = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
        outgoing.on("response", resolve).on("error", reject);
    });
    return { status: incoming.statusCode, headers: incoming.headers, body: await text(incoming) };
}

export async function openConnection(port: number): Promise<Socket> {
    const socket = connect({ port, host: "127.0.0.1" });
    await once(socket, "connect");
    return socket;
}

/** Sends pieces, each as a packet, and answers with all that comes back until the other side closes. */
export async function exchange(port: number, ...pieces: readonly string[]): Promise<string> {
    const socket = (await openConnection(port)).setNoDelay();
    for (const piece of pieces) await new Promise((resolve) => socket.write(piece, "latin1", resolve));
    return text(socket);
}
