import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openConnections, type Connections } from "../../../../provider/aws/client/connections";

let [server, opened]: [Server, Socket[]] = [createServer(), []];
let connections: Connections;
beforeEach(async () => {
    opened = [];
    server = createServer((_, response) => response.end("yes"));
    server.on("connection", (socket: Socket) => opened.push(socket));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    connections = openConnections({ keepAlive: true }, {});
});
afterEach(async () => {
    connections.httpAgent.destroy();
    server.close();
    await once(server, "close");
});

async function ask(): Promise<void> {
    const { port } = server.address() as AddressInfo;
    const sent = request({ host: "127.0.0.1", port, agent: connections.httpAgent });
    sent.end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    await once(answer.resume(), "end");
}

async function untilOpen(count: number): Promise<void> {
    while (opened.length < count) await once(server, "connection");
}

test("the connections for the blocks are open before there is a snapshot to send them to, and serve them", async () => {
    connections.ahead(3);
    await ask();
    await untilOpen(4);
    await Promise.all([ask(), ask(), ask(), ask()]);
    expect(opened).toHaveLength(4);
});

test("no more connections are opened than requests need, where none are expected", async () => {
    await ask();
    await ask();
    expect(opened).toHaveLength(1);
});

test("a connection that the service has closed meanwhile serves no request", async () => {
    connections.ahead(1);
    await ask();
    await untilOpen(2);
    const closed = opened.map((socket) => once(socket, "close"));
    for (const socket of opened) socket.end();
    await Promise.all(closed);
    await ask();
    expect(opened).toHaveLength(3);
});

test("connections that nothing was sent over are closed with the others", async () => {
    connections.ahead(2);
    await ask();
    await untilOpen(3);
    const closed = opened.map((socket) => once(socket, "close"));
    connections.httpAgent.destroy();
    await Promise.all(closed);
});
