import { beforeAll, describe, expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeElf } from "../../../../provider/artifact/describe";
import { readElf, type Elf } from "../../../../provider/artifact/elf/elf";
import { bufferSource } from "../../../../provider/artifact/elf/source";
import { stripElf } from "../../../../provider/artifact/strip";
import { compileC, compileOcaml, expectedOutput, inFolder } from "../elf/compiled";
import { u32 } from "../elf/fields";
import { note, noteSection, syntheticElf, type SyntheticSection } from "../elf/synthetic";
import { abiSection, manifestSection } from "../solo5-notes";

const strip = (bytes: Buffer): Promise<Buffer> => stripElf("web", bytes);
const read = (bytes: Buffer): Promise<Elf> => readElf(bufferSource("web", bytes));

function run(bytes: Buffer): { stdout: string; status: number | null } {
    return inFolder((folder) => {
        const path = join(folder, "program");
        writeFileSync(path, bytes, { mode: 0o755 });
        const { stdout, status } = spawnSync(path, { encoding: "utf8" });
        return { stdout, status };
    });
}

/** What readelf says of a file, or of what binutils' strip makes of it. */
function readelf(bytes: Buffer, options: readonly string[], { stripped = false } = {}): string {
    return inFolder((folder) => {
        const path = join(folder, "program");
        writeFileSync(path, bytes);
        if (stripped) execFileSync("strip", [path]);
        return execFileSync("readelf", [...options, "-W", "program"], {
            cwd: folder,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });
    });
}

const kinds = [
    ["static", ["-g", "-static"]],
    ["static and position-independent", ["-g", "-static-pie"]],
    ["dynamic", ["-g"]],
    ["dynamic at a fixed address", ["-g", "-no-pie"]],
] as const;

/** Elsewhere compilers make no ELF files. */
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux.each(kinds)("a stripped program that is %s", (_kind, options) => {
    let original: Buffer;
    beforeAll(() => {
        original = compileC(options);
    });

    test("runs as it did", async () => {
        expect(run(await strip(original))).toEqual(expectedOutput);
    });

    test("has the segments that binutils' strip leaves it", async () => {
        const ours = readelf(await strip(original), ["-l"]);
        expect(ours).toBe(readelf(original, ["-l"], { stripped: true }));
    });

    test("is no larger than binutils' strip makes it", async () => {
        const stripped = await strip(original);
        const theirs = inFolder((folder) => {
            writeFileSync(join(folder, "program"), original);
            execFileSync("strip", ["program"], { cwd: folder });
            return statSync(join(folder, "program")).size;
        });
        expect(stripped.length).toBeLessThanOrEqual(theirs);
    });

    test("is an ELF file that readelf has nothing to say against", async () => {
        expect(readelf(await strip(original), ["-a"])).not.toMatch(/^readelf: (warning|error)/im);
    });

    test("has no symbols and no debug information, but all that is loaded", async () => {
        const [before, after] = [await read(original), await read(await strip(original))];
        const loaded = before.sections.filter(({ flags }) => (flags & 2) !== 0).map(({ name }) => name);
        expect(after.sections.map(({ name }) => name)).toEqual(["", ...loaded, ".shstrtab"]);
    });

    test("is the same when it is stripped again", async () => {
        const once = await strip(original);
        expect((await strip(once)).equals(once)).toBe(true);
    });
});

describeOnLinux("a program written in OCaml", () => {
    test("runs as it did after it was stripped", async () => {
        const original = compileOcaml("ocamlopt", ["-g"]);
        const stripped = await strip(original);
        expect(stripped.length).toBeLessThan(original.length * 0.8);
        expect(run(stripped)).toEqual(expectedOutput);
    });

    test("as bytecode behind a runtime stays as it is, or it would lose its bytecode", async () => {
        const original = compileOcaml("ocamlc", ["-custom"]);
        expect(await strip(original)).toBe(original);
        expect(run(original)).toEqual(expectedOutput);
    });
});

describeOnLinux("the build id of a stripped program", () => {
    test("is the same for builds in different folders, and so is all the rest", async () => {
        const [one, other] = [compileC(["-g", "-static"]), compileC(["-g", "-static"])];
        expect(one.equals(other)).toBe(false);
        const stripped = await strip(one);
        expect(stripped.equals(await strip(other))).toBe(true);
        expect(readelf(stripped, ["-n"])).toMatch(/Build ID: [0-9a-f]{40}/);
    });

    test("differs for different programs", async () => {
        const id = async (options: string[]): Promise<string | undefined> =>
            /Build ID: (\S+)/.exec(readelf(await strip(compileC(options)), ["-n"]))?.[1];
        expect(await id(["-O0"])).not.toBe(await id(["-O2"]));
    });
});

describe("stripping", () => {
    test("keeps a unikernel's manifest, interface and ways to boot", async () => {
        const original = syntheticElf({
            sections: [
                manifestSection([{ name: "service", type: "net" }]),
                abiSection(1, 2),
                noteSection(".note.Xen", note("Xen", 18, u32(0x100000))),
                { name: ".text", type: 1, contents: Buffer.alloc(64, 0x90), loaded: true },
                { name: ".debug_info", type: 1, contents: Buffer.alloc(10_000, 1) },
                { ...noteSection(".note.stapsdt", note("stapsdt", 3, Buffer.from("probe"))), loaded: false },
                { name: ".comment", type: 1, contents: Buffer.from("made by hand\0") },
            ],
        });
        const stripped = await strip(original);

        const { elf, ...described } = await describeElf(bufferSource("web", stripped));
        expect(described).toEqual({
            arch: "x86_64",
            devices: [{ name: "service", type: "net" }],
            abi: { target: "hvt", version: 2 },
            boot: ["pvh"],
        });
        expect(elf.notes.map(({ owner }) => owner)).toEqual(["Solo5", "Solo5", "Xen", "stapsdt"]);
        expect(stripped.length).toBeLessThan(1500);
        expect((await strip(stripped)).equals(stripped)).toBe(true);
    });

    test("leaves no trace of what lay between the parts that stay", async () => {
        const secret = Buffer.from("/home/me/project/web.c");
        const original = syntheticElf({
            sections: [
                { name: ".text", type: 1, contents: Buffer.alloc(64, 0x90), loaded: true },
                { name: ".debug_line_str", type: 1, contents: secret },
                { name: ".data", type: 1, contents: Buffer.alloc(64, 1), loaded: true },
            ],
        });
        const stripped = await strip(original);
        expect(stripped.includes(secret)).toBe(false);
        const [before, after] = [await read(original), await read(stripped)];
        expect(after.sections[3]).toMatchObject({ name: ".data", offset: before.sections[3]?.offset });
    });

    test("keeps what sections say of others that stay, and drops what they say of others that go", async () => {
        const part = (
            name: string,
            type: number,
            more: Partial<SyntheticSection> = {},
        ): SyntheticSection => ({
            ...{ name, type, contents: Buffer.alloc(24, 1), loaded: true },
            ...more,
        });
        const original = syntheticElf({
            sections: [
                part(".symtab", 2, { loaded: false }),
                part(".got", 1),
                part(".rela.plt", 4, { link: 1, info: 2 }),
                part(".rela.dyn", 4, { link: 2, info: 1 }),
            ],
        });
        const { sections } = await read(await strip(original));
        expect(sections.map(({ name, link, info }) => [name, link, info])).toEqual([
            ["", 0, 0],
            ["", 0, 0],
            [".got", 0, 0],
            [".rela.plt", 0, 2],
            [".rela.dyn", 2, 0],
            [".shstrtab", 0, 0],
        ]);
    });

    test("leaves a kernel alone that would lose the header it boots by", async () => {
        const multiboot = Buffer.concat([u32(0x1badb002), u32(0), u32(0x100000000 - 0x1badb002)]);
        const original = syntheticElf({
            sections: [
                { name: ".text", type: 1, contents: Buffer.alloc(64, 0x90), loaded: true },
                { name: ".multiboot", type: 1, contents: multiboot },
            ],
        });
        expect(await strip(original)).toBe(original);
    });

    const foreign: [string, Buffer][] = [
        ["a script", Buffer.from("#!/bin/sh\nexit 0\n")],
        ["a Mach-O file", Buffer.from("cffaedfe07000001", "hex")],
        ["a 32-bit ELF file", syntheticElf({ bits: 32, machine: 3 })],
        ["an object file", syntheticElf({ type: 1 })],
        ["nothing", Buffer.alloc(0)],
    ];
    test.each(foreign)("gives %s back as it is", async (_kind, bytes) => {
        expect(await strip(bytes)).toBe(bytes);
    });

    test("refuses a file that is cut off", async () => {
        const original = syntheticElf({
            sections: [{ name: ".text", type: 1, contents: Buffer.alloc(64, 0x90), loaded: true }],
        });
        await expect(strip(original.subarray(0, -10))).rejects.toThrow("web is truncated");
    });
});
