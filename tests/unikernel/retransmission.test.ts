import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { webElf } from "./build";
import { boot, type Machine } from "./machine";
import { newWire, type Wire } from "./wire";

let wire: Wire;
let machine: Machine;
beforeAll(async () => {
    wire = await newWire();
    machine = await boot({ kernel: await webElf(), ...wire.options });
});
afterAll(async () => {
    await machine.stop();
    wire.close();
});

/** As a kernel does when the first answer is late. */
test("a client that asks twice for its connection is not reset, whoever has come and gone before", async () => {
    const gone = { port: 1001, sequence: 100 };
    wire.send({ ...gone, flags: ["SYN"] });
    await wire.next(gone.port);
    const client = { port: 1002, sequence: 500 };
    wire.send({ ...client, flags: ["SYN"] });
    const welcome = await wire.next(client.port);
    expect(welcome.flags).toEqual(["SYN", "ACK"]);
    wire.send({ ...gone, sequence: 101, flags: ["RST"] });
    wire.send({ ...client, flags: ["SYN"] });

    const known = { port: client.port, sequence: 501, acknowledgement: welcome.sequence + 1 };
    wire.send({ ...known, flags: ["ACK"] });
    wire.send({ ...known, flags: ["PSH", "ACK"], data: "GET / HTTP/1.0\r\n\r\n" });
    let answer = await wire.next(client.port);
    while (!answer.data && !answer.flags.includes("RST")) answer = await wire.next(client.port);
    expect(answer.data).toMatch("HTTP/1.1 200 OK\r\n");
});
