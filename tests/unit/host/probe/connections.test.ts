import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { pipeline, Readable } from "node:stream";
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { httpAttempt, type HttpExpectation } from "../../../../provider/host/probe/http";
import { tcpAttempt } from "../../../../provider/host/probe/tcp";

const servers: Server[] = [];
afterEach(() => {
    for (const server of servers.splice(0)) server.close();
});

async function listening(on: Server): Promise<number> {
    servers.push(on);
    on.listen(0, "127.0.0.1");
    await once(on, "listening");
    return (on.address() as AddressInfo).port;
}

/** What a probe says of a server: nothing when it passes. */
async function probed(
    listener: RequestListener,
    expectation: Omit<HttpExpectation, "url"> = {},
    signal: AbortSignal = new AbortController().signal,
): Promise<string | undefined> {
    const port = await listening(createServer(listener));
    const url = `http://127.0.0.1:${port}/health`;
    const problem = await httpAttempt({ url, ...expectation })(signal).catch((error: unknown) => error);
    return (problem as Error | undefined)?.message.replace(url, "URL");
}

const answering =
    (status: number, body = ""): RequestListener =>
    (_, response) =>
        response.writeHead(status).end(body);

describe("an HTTP probe", () => {
    test.each([200, 204, 302, 399])("passes with the status %i", async (status) => {
        expect(await probed(answering(status))).toBeUndefined();
    });

    test.each([400, 404, 500, 503])("does not pass with the status %i", async (status) => {
        expect(await probed(answering(status))).toBe(`URL answered with status ${status}`);
    });

    test("passes with the status that is asked for, and no other", async () => {
        expect(await probed(answering(404), { status: 404 })).toBeUndefined();
        expect(await probed(answering(200), { status: 404 })).toBe("URL answered with status 200");
    });

    test("looks for a text in the answer", async () => {
        expect(await probed(answering(200, "all is well"), { body: "well" })).toBeUndefined();
        const problem = await probed(answering(200, "starting"), { body: "well" });
        expect(problem).toBe('the answer of URL does not contain "well"');
    });

    test("reads no more of an endless answer than it looks at", async () => {
        const endless: RequestListener = (_, response) => {
            response.write("well");
            const chunks = new Readable({
                read() {
                    this.push("x".repeat(10_000));
                },
            });
            pipeline(chunks, response, () => undefined);
        };
        expect(await probed(endless, { body: "well" })).toBeUndefined();
    });

    test("asks for the path that it is given", async () => {
        expect(
            await probed((request, response) =>
                response.writeHead(request.url === "/health" ? 200 : 500).end(),
            ),
        ).toBeUndefined();
    });

    test("is given up when no answer comes", async () => {
        const stop = new AbortController();
        const silent: RequestListener = () => {
            stop.abort();
        };
        expect(await probed(silent, {}, stop.signal)).toBe("URL did not answer in time");
    });

    test("is given up when an answer does not come to its end", async () => {
        const stop = new AbortController();
        const stalling: RequestListener = (_, response) => {
            response.write("half", () => {
                setTimeout(() => {
                    stop.abort();
                }, 20);
            });
        };
        expect(await probed(stalling, {}, stop.signal)).toBe("URL did not answer in time");
    });

    test("tells a connection that breaks off", async () => {
        const breaking: RequestListener = (request, response) => {
            response.writeHead(200, { "content-length": "100" });
            response.write("half", () => request.socket.destroy());
        };
        expect(await probed(breaking)).toBe("URL: ECONNRESET");
    });
});

describe("a TCP probe", () => {
    test("passes when the port accepts, and closes its connection", async () => {
        const accepting = createTcpServer();
        const connected = once(accepting, "connection");
        const port = await listening(accepting);
        await tcpAttempt({ address: "127.0.0.1", port })(new AbortController().signal);
        const [socket] = (await connected) as [ReturnType<typeof connect>];
        socket.resume();
        await once(socket, "close");
    });

    test("tells a port that refuses", async () => {
        const closed = createTcpServer();
        const port = await listening(closed);
        closed.close();
        await expect(
            tcpAttempt({ address: "127.0.0.1", port })(new AbortController().signal),
        ).rejects.toThrow(`127.0.0.1:${port}: ECONNREFUSED`);
    });

    test("is given up when its time is over", async () => {
        const stop = new AbortController();
        const port = await listening(createTcpServer());
        const attempt = tcpAttempt({ address: "127.0.0.1", port })(stop.signal);
        stop.abort();
        await expect(attempt).rejects.toThrow(`127.0.0.1:${port} did not answer in time`);
    });
});
