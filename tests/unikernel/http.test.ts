import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { webElf } from "./build";
import { exchange, fetchPage, openConnection } from "./client";
import { boot, type Machine } from "./machine";

let machine: Machine;
beforeAll(async () => {
    machine = await boot({ kernel: await webElf() });
});
afterAll(() => machine.stop());

describe("a response", () => {
    test("says what it is and how long", async () => {
        const { status, headers, body } = await fetchPage(machine.port);
        expect(status).toBe(200);
        expect(headers["content-type"]).toBe("text/html; charset=utf-8");
        expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
        expect(body).toMatch(/^<!doctype html>.*<\/html>\n$/s);
    });

    test("to HEAD is the same without the body", async () => {
        const page = await fetchPage(machine.port);
        const head = await fetchPage(machine.port, "/", "HEAD");
        expect(head).toEqual({ ...page, body: "" });
    });

    test("to what isn't allowed says what is", async () => {
        const { status, headers } = await fetchPage(machine.port, "/", "POST");
        expect(status).toBe(405);
        expect(headers.allow).toBe("GET, HEAD");
    });
});

describe("it answers", () => {
    const host = "Host: here\r\n";
    test.each([
        { what: "a request without a version's Host", request: "GET / HTTP/1.0\r\n\r\n", answer: "200 OK" },
        { what: "a query", request: `GET /?a=b HTTP/1.1\r\n${host}\r\n`, answer: "200 OK" },
        { what: "a whole URL", request: `GET http://here HTTP/1.1\r\n${host}\r\n`, answer: "200 OK" },
        { what: "bare line feeds", request: "GET / HTTP/1.1\nHost: here\n\n", answer: "200 OK" },
        { what: "another path", request: `GET /x HTTP/1.1\r\n${host}\r\n`, answer: "404 Not Found" },
        {
            what: "another method",
            request: `PUT / HTTP/1.1\r\n${host}\r\n`,
            answer: "405 Method Not Allowed",
        },
        { what: "no Host", request: "GET / HTTP/1.1\r\n\r\n", answer: "400 Bad Request" },
        { what: "two Hosts", request: `GET / HTTP/1.1\r\n${host}${host}\r\n`, answer: "400 Bad Request" },
        {
            what: "a field without a colon",
            request: "GET / HTTP/1.1\r\nHost\r\n\r\n",
            answer: "400 Bad Request",
        },
        {
            what: "a space before the colon",
            request: "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
            answer: "400 Bad Request",
        },
        { what: "one word", request: "garbage\r\n", answer: "400 Bad Request" },
        { what: "TLS", request: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", answer: "400 Bad Request" },
        {
            what: "bytes that aren't text",
            request: "GET /\xff\xfe HTTP/1.1\r\n\r\n",
            answer: "400 Bad Request",
        },
        {
            what: "HTTP/2",
            request: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            answer: "505 HTTP Version Not Supported",
        },
        {
            what: "a head that doesn't fit",
            request: `GET / HTTP/1.1\r\nX: ${"x".repeat(5000)}`,
            answer: "431 Request Header Fields Too Large",
        },
    ])("$what with $answer", async ({ request, answer }) => {
        expect(await exchange(machine.port, request)).toMatch(`HTTP/1.1 ${answer}\r\n`);
    });

    test("a request that comes in pieces", async () => {
        const pieces = ["G", "ET / HTTP/1", ".1\r", "\nHost: he", "re\r\n", "\r", "\n"];
        expect(await exchange(machine.port, ...pieces)).toMatch("HTTP/1.1 200 OK\r\n");
    });

    test("a request that never ends, with 408 Request Timeout", async () => {
        const answer = await exchange(machine.port, "GET / HTTP/1.1\r\nHost: here\r\n");
        expect(answer).toMatch("HTTP/1.1 408 Request Timeout\r\n");
    });
});

test("many clients that go away without a word leave it serving", async () => {
    for (let client = 0; client < 250; client++) {
        const socket = await openConnection(machine.port);
        socket.resetAndDestroy();
        expect((await fetchPage(machine.port)).status).toBe(200);
    }
});
