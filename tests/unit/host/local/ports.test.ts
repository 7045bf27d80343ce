import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { listeningInodes } from "../../../../provider/host/local/listeners";
import { explain, requireFreePorts } from "../../../../provider/host/local/ports";

const forward = { protocol: "tcp", hostAddress: "127.0.0.1", hostPort: 80, guestPort: 80 } as const;

test.each([
    [
        "EADDRINUSE",
        "node (process 12)",
        "the port 127.0.0.1:80 is in use by node (process 12). Publish another, or end what listens there",
    ],
    ["EADDRINUSE", undefined, "the port 127.0.0.1:80 is in use. Publish another, or end what listens there"],
    [
        "EACCES",
        undefined,
        "the port 127.0.0.1:80 may not be listened on: ports below 1024 are root's. Publish one from 1024 on",
    ],
    [
        "EADDRNOTAVAIL",
        undefined,
        "the port 127.0.0.1:80 cannot be listened on: this machine does not have that address",
    ],
    ["EMFILE", undefined, "the port 127.0.0.1:80 cannot be listened on: EMFILE"],
])("%s, held by %s: %s", (code, holder, message) => {
    expect(explain(forward, code, holder)).toBe(message);
});

describe("ports of this machine", () => {
    test("that are free are no problem, and stay free", async () => {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        server.close();
        await once(server, "close");
        const both = (["tcp", "udp"] as const).map((protocol) => ({ ...forward, protocol, hostPort: port }));
        await requireFreePorts(both);
        await requireFreePorts(both);
    });

    test("that are listened on are told with what listens", async () => {
        const server = createServer().listen(0, "0.0.0.0");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        await expect(requireFreePorts([{ ...forward, hostPort: port }])).rejects.toThrow(
            new RegExp(`^the port 127\\.0\\.0\\.1:${port} is in use by .+ \\(process ${process.pid}\\)\\. `),
        );
        server.close();
    });

    test("of UDP are another matter", async () => {
        const socket = createSocket("udp4");
        socket.bind(0, "127.0.0.1");
        await once(socket, "listening");
        const hostPort = socket.address().port;
        await expect(requireFreePorts([{ ...forward, protocol: "udp", hostPort }])).rejects.toThrow(
            new RegExp(
                `^the port 127\\.0\\.0\\.1:${hostPort}/udp is in use by .+ \\(process ${process.pid}\\)`,
            ),
        );
        socket.close();
    });

    test("at an address that it does not have are told as that", async () => {
        await expect(requireFreePorts([{ ...forward, hostAddress: "192.0.2.1" }])).rejects.toThrow(
            "the port 192.0.2.1:80 cannot be listened on: this machine does not have that address",
        );
    });
});

test("listening sockets are found in the kernel's table, connected ones are not", () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0
   2: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0
   3: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 444 1 0
   4: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 555 2 0
`;
    expect(listeningInodes(table, 8080)).toEqual(["111", "333", "555"]);
    expect(listeningInodes("", 8080)).toEqual([]);
});
