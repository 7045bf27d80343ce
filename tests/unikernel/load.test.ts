import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { webElf } from "./build";
import { fetchPage, openConnection } from "./client";
import { boot, type Machine } from "./machine";

describe.each([
    { driver: "modern", card: "virtio-net-pci" },
    { driver: "legacy", card: "virtio-net-pci,disable-modern=on" },
])("with a $driver card", ({ card }) => {
    let machine: Machine;
    beforeAll(async () => {
        machine = await boot({ kernel: await webElf(), card });
    });
    afterAll(() => machine.stop());

    test("2,000 requests, one after another, are all answered", async () => {
        const { body } = await fetchPage(machine.port);
        for (let count = 0; count < 2000; count++) {
            const answer = await fetchPage(machine.port);
            expect(answer).toMatchObject({ status: 200, body });
        }
    });

    test("50 connections that are open at once are all answered, none reset", async () => {
        const connections: Socket[] = [];
        for (let count = 0; count < 50; count++) {
            connections.push(await openConnection(machine.port));
            // QEMU itself has next to no backlog. It takes clients in turn, so now it has taken that one.
            await fetchPage(machine.port);
        }
        const answers = connections.map((connection) => {
            connection.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
            return text(connection);
        });
        for (const answer of await Promise.all(answers)) expect(answer).toMatch("HTTP/1.1 200 OK\r\n");
    });
});
