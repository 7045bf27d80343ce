import { expect, test } from "@jest/globals";
import { webElf } from "./build";
import { withMachine } from "./machine";
import { newWire } from "./wire";

test("an address alone, with the gateway elsewhere, as GCE gives it by DHCP, is enough to answer", async () => {
    const wire = await newWire();
    try {
        await withMachine({ kernel: await webElf(), ...wire.options, args: "" }, async ({ console }) => {
            wire.send({ port: 1001, sequence: 500, flags: ["SYN"] });
            expect((await wire.next(1001)).flags).toEqual(["SYN", "ACK"]);
            expect(console()).toContain("address 10.0.9.2/32, gateway 10.0.9.1");
        });
    } finally {
        wire.close();
    }
});
