import { describe, expect, test } from "@jest/globals";
import { describeElf } from "../../../provider/artifact/describe";
import { bufferSource } from "../../../provider/artifact/elf/source";
import { u32 } from "./elf/fields";
import { note, noteSection, syntheticElf, type SyntheticSection } from "./elf/synthetic";

const multiboot = (flags = 0x10003): Buffer =>
    Buffer.concat([u32(0x1badb002), u32(flags), u32((0x100000000 - 0x1badb002 - flags) >>> 0)]);
const multiboot2 = Buffer.concat([
    u32(0xe85250d6),
    u32(0),
    u32(16),
    u32((0x100000000 - 0xe85250d6 - 16) >>> 0),
]);

const text = (contents: Buffer): SyntheticSection => ({
    name: ".text",
    type: 1,
    contents,
    loaded: true,
    align: 8,
});
const after = (bytes: number, contents: Buffer): SyntheticSection =>
    text(Buffer.concat([Buffer.alloc(bytes), contents]));

async function boot(...sections: SyntheticSection[]): Promise<string[]> {
    return (await describeElf(bufferSource("web.elf", syntheticElf({ sections })))).boot;
}

describe("how a kernel boots without a tender", () => {
    test("is by PVH when it has Xen's entry note", async () => {
        expect(await boot(noteSection(".note.Xen", note("Xen", 18, u32(0x100000))))).toEqual(["pvh"]);
    });

    test("is not by PVH for other notes of Xen's", async () => {
        expect(await boot(noteSection(".note.Xen", note("Xen", 6, Buffer.from("linux\0"))))).toEqual([]);
    });

    test("is by multiboot when it has that header", async () => {
        expect(await boot(text(multiboot()))).toEqual(["multiboot"]);
    });

    test("is by multiboot 2 when it has that one", async () => {
        expect(await boot(after(16_000, multiboot2))).toEqual(["multiboot2"]);
    });

    test("is in each of the ways it supports", async () => {
        const pvh = noteSection(".note.Xen", note("Xen", 18, u32(0x100000)));
        expect(await boot(pvh, text(multiboot()))).toEqual(["pvh", "multiboot"]);
    });

    test("is not by a header that no loader would find or believe", async () => {
        expect(await boot(after(8192, multiboot()))).toEqual([]);
        expect(await boot(after(2, multiboot()))).toEqual([]);
        expect(await boot(text(Buffer.concat([multiboot().subarray(0, 8), u32(1)])))).toEqual([]);
    });
});
