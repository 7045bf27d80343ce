import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";

export interface Proxy {
    /** With the password that it wants. */
    readonly url: string;
    /** What it was asked for: `CONNECT ec2.test:443`, `GET http://web.test/image`. */
    readonly asked: string[];
    close(): Promise<void>;
}

const password = `Basic ${Buffer.from("shop:open sesame").toString("base64")}`;

/**
 * A proxy as RFC 9110 has it: it connects where CONNECT says, to the ports of HTTPS alone, passes on what is asked for by a whole
 * URL, and wants a password. Names end at the ports of this machine that `places` tells; others it cannot find.
 */
export async function startProxy(places: Readonly<Record<string, number>>): Promise<Proxy> {
    const asked: string[] = [];
    const open = new Set<Socket>();
    const server = createServer((incoming, outgoing) => {
        asked.push(`${incoming.method ?? ""} ${incoming.url ?? ""}`);
        passOn(incoming, outgoing, places);
    });
    server.on("connection", (socket: Socket) => open.add(socket));
    server.on("connect", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
        asked.push(`CONNECT ${incoming.url ?? ""}`);
        const { hostname, port } = new URL(`tunnel://${incoming.url ?? ""}`);
        const place = places[hostname];
        const status = refusal(incoming, place) ?? (port === "443" ? undefined : "403 Forbidden");
        if (status !== undefined || place === undefined) {
            socket.end(`HTTP/1.1 ${status ?? ""}\r\ncontent-length: 0\r\n\r\n`);
            return;
        }
        const onwards = connect(place, "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            onwards.write(head);
            socket.pipe(onwards).pipe(socket);
        });
        for (const end of [onwards, socket])
            end.on("error", () => [onwards, socket].map((one) => one.destroy()));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        url: `http://shop:open%20sesame@127.0.0.1:${(server.address() as AddressInfo).port}`,
        asked,
        async close() {
            const closed = once(server, "close");
            server.close();
            for (const socket of open) socket.destroy();
            await closed;
        },
    };
}

function refusal({ headers }: IncomingMessage, place: number | undefined): string | undefined {
    if (headers["proxy-authorization"] !== password) return "407 Proxy Authentication Required";
    return place === undefined ? "502 Bad Gateway" : undefined;
}

function passOn(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    places: Readonly<Record<string, number>>,
): void {
    // A request without a host is one to the proxy itself.
    const url = URL.canParse(incoming.url ?? "") ? new URL(incoming.url ?? "") : undefined;
    const place = places[url?.hostname ?? ""];
    const [status, text] = refusal(incoming, place)?.split(/ (.*)/) ?? [];
    if (url === undefined || status !== undefined) {
        outgoing.writeHead(Number(status ?? 400), text).end();
        return;
    }
    const { method, headers } = incoming;
    const path = url.pathname + url.search;
    const onwards = request({ host: "127.0.0.1", port: place, path, method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
    });
    onwards.on("error", () => outgoing.destroy());
    incoming.pipe(onwards);
}

export interface Front {
    readonly port: number;
    /** The file of the authority that its certificate is from: itself. */
    readonly certificate: string;
    close(): void;
}

/** HTTPS in front of a server of this machine that speaks HTTP, as the host of a name. */
export async function startFront(name: string, port: number): Promise<Front> {
    const folder = mkdtempSync(join(tmpdir(), "unikernel-front-"));
    const [key, certificate] = [join(folder, "key"), join(folder, "certificate")];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const subject = ["-subj", "/CN=front", "-addext", `subjectAltName=DNS:${name}`, "-days", "2"];
    const files = ["-keyout", key, "-out", certificate];
    execFileSync("openssl", ["req", "-x509", ...curve, ...subject, ...files], { stdio: "pipe" });
    const open = new Set<Socket>();
    const identity = { key: readFileSync(key), cert: readFileSync(certificate) };
    const server = createTlsServer(identity, (socket) => {
        const onwards = connect(port, "127.0.0.1");
        for (const end of [onwards, socket])
            end.on("error", () => [onwards, socket].map((one) => one.destroy()));
        open.add(socket);
        socket.pipe(onwards).pipe(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        ...{ port: (server.address() as AddressInfo).port, certificate },
        close() {
            server.close();
            for (const socket of open) socket.destroy();
            rmSync(folder, { recursive: true });
        },
    };
}
