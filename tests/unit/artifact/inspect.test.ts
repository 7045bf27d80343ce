import { describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { inspect } from "../../../provider/artifact/inspect";
import { inspectFile } from "../../../provider/artifact/inspection";
import { compileC } from "./elf/compiled";
import { u32 } from "./elf/fields";
import { note, noteSection, syntheticElf } from "./elf/synthetic";
import { abiSection, manifestSection } from "./solo5-notes";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

async function file(contents: Buffer): Promise<string> {
    await mkdir(layout().root, { recursive: true });
    const path = join(layout().root, "web.hvt");
    await writeFile(path, contents);
    return path;
}

const unikernel = syntheticElf({
    entry: 0x100020n,
    sections: [
        manifestSection([{ name: "service", type: "net" }]),
        abiSection(1, 2),
        noteSection(".note.Xen", note("Xen", 18, u32(0x100000))),
        {
            name: ".text",
            type: 1,
            contents: Buffer.alloc(64, 0x90),
            loaded: true,
            address: 0xffffffff80100000n,
        },
    ],
});

describe("inspecting a file", () => {
    test("tells a unikernel's devices, interface, ways to boot and sections", async () => {
        const inspection = await inspectFile(await file(unikernel));
        expect(inspection).toMatchObject({
            format: "elf64",
            arch: "x86_64",
            size: unikernel.length,
            digest: `sha256:${createHash("sha256").update(unikernel).digest("hex")}`,
            entry: "0x100020",
            devices: [{ name: "service", type: "net" }],
            abi: { target: "hvt", version: 2 },
            boot: ["pvh"],
        });
        expect(inspection.sections).toHaveLength(5);
        expect(inspection.sections[3]).toMatchObject({
            name: ".text",
            type: "PROGBITS",
            address: "0xffffffff80100000",
        });
    });

    test("answers what its schema promises", async () => {
        expect(inspect.outputs.parse(await inspectFile(await file(unikernel)))).toBeTruthy();
        const call = await inspect.load();
        const request = { path: await file(unikernel) };
        const answer = await call(
            { signal: new AbortController().signal } as Parameters<typeof call>[0],
            request,
        );
        expect(inspect.outputs.parse(answer)).toEqual(await inspectFile(request.path));
    });

    test("starts a relative path at the current folder, which is the project's", async () => {
        const path = relative(process.cwd(), await file(unikernel));
        expect((await inspectFile(path)).size).toBe(unikernel.length);
    });

    test.each([
        ["is not there", "/nowhere/web.hvt", "/nowhere/web.hvt cannot be read: there is no such file."],
        ["is a folder", "/", "/ is not a file."],
        ["is a device", "/dev/null", "/dev/null is not a file."],
    ])("fails on its path when it %s", async (_case, path, message) => {
        const failure = inspectFile(path);
        await expect(failure).rejects.toThrow(message);
        await expect(failure).rejects.toMatchObject({ name: "UserError", property: "path" });
    });

    test("fails in words when it is no ELF file", async () => {
        const path = await file(Buffer.from("#!/bin/sh\n"));
        await expect(inspectFile(path)).rejects.toThrow(`${path} is not an ELF file: it is a script.`);
    });
});

(process.platform === "linux" ? describe : describe.skip)("inspecting what a compiler made", () => {
    test("tells its dynamic linker, and sees the sections that readelf sees", async () => {
        const path = await file(compileC(["-g"]));
        const { interpreter, sections } = await inspectFile(path);
        expect(interpreter).toMatch(/^\/lib.*\/ld-linux/);
        const readelf = execFileSync("readelf", ["-SW", path], { encoding: "utf8" });
        const rows = [
            ...readelf.matchAll(
                /^ +\[ *[1-9]\d*\] (\S+) +(\S+) +([0-9a-f]{16}) ([0-9a-f]{6}) ([0-9a-f]{6})/gm,
            ),
        ];
        const number = (text = ""): number => Number.parseInt(text, 16);
        expect(sections).toEqual(
            rows.map(([, name, type, address, offset, size]) => ({
                name,
                type,
                address: `0x${number(address).toString(16)}`,
                offset: number(offset),
                size: number(size),
            })),
        );
        expect(rows.length).toBeGreaterThan(20);
    });
});
