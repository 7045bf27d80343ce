import { expect, test } from "@jest/globals";
import { describeElf } from "../../../../provider/artifact/describe";
import type { ByteSource } from "../../../../provider/artifact/elf/source";
import { inspectElf } from "../../../../provider/artifact/inspection";
import { stripElf } from "../../../../provider/artifact/strip";
import { UserError } from "../../../../provider/protocol/errors";
import { abiSection, manifestSection } from "../solo5-notes";
import { compileC } from "./compiled";
import { u32 } from "./fields";
import { note, noteSection, syntheticElf } from "./synthetic";

const runs = 100_000;

const sections = [
    abiSection(2, 2),
    manifestSection([
        { name: "service", type: "net" },
        { name: "storage", type: "block" },
    ]),
    noteSection(".note.Xen", note("Xen", 18, u32(0x100000))),
    { name: ".text", type: 1, contents: Buffer.alloc(64, 0x90), loaded: true, address: 0x100000n },
    { name: ".comment", type: 1, contents: Buffer.from("made by hand\0") },
];

const small = [syntheticElf({ sections }), syntheticElf({ bits: 32, machine: 3, sections })];
const large = process.platform === "linux" ? compiled() : small;

function compiled(): Buffer[] {
    return [
        compileC(["-g", "-Os", "-nostdlib", "-Wl,--entry=main", "-Wl,--unresolved-symbols=ignore-all"]),
        compileC(["-g"]),
    ];
}

/** Small files break in the same ways and take a tenth of the time. */
function seedOf(run: number): Buffer {
    const seeds = run % 10 === 0 ? large : small;
    return seeds[Math.floor(run / 10) % 2] ?? Buffer.alloc(0);
}

/** xorshift: small, quick, and the same on any machine. */
function randomNumbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) % below;
    };
}

type Random = ReturnType<typeof randomNumbers>;

const interesting = [0, 1, 4, 7, 8, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff];

/** Where a change tells: in the headers at the start, in the section table at the end, or anywhere. */
function placeToChange(bytes: Buffer, random: Random): number {
    const near = random(512);
    const places = [near, bytes.length - 4 - near, random(bytes.length)];
    return (places[random(3)] ?? 0) % (bytes.length - 4);
}

function mutate(seed: Buffer, random: Random): Buffer {
    const bytes = Buffer.from(seed);
    for (let changes = 1 + random(4); changes > 0; changes--) {
        const at = placeToChange(bytes, random);
        if (random(2) === 0) bytes.writeUInt8(random(256), at);
        else bytes.writeUInt32LE(interesting[random(interesting.length)] ?? 0, at);
    }
    return random(8) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
}

/** Fails on a read that leaves the file, which a real one would answer with fewer bytes. */
function strictSource(bytes: Buffer): ByteSource {
    const read = (offset: number, length: number): Promise<Buffer> => {
        if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
            throw new Error(`read of ${length} bytes at ${offset} in a file of ${bytes.length}`);
        }
        return Promise.resolve(bytes.subarray(offset, offset + length));
    };
    return { name: "fuzzed", size: bytes.length, read };
}

async function outcomeOf(action: Promise<unknown>): Promise<"read" | "refused"> {
    try {
        await action;
        return "read";
    } catch (error) {
        if (error instanceof UserError) return "refused";
        throw error;
    }
}

test(`${runs} broken files are each read or refused in words, without a read past their end`, async () => {
    const random = randomNumbers(20_260_731);
    const outcomes = { read: 0, refused: 0 };
    for (let run = 0; run < runs; run++) {
        const bytes = mutate(seedOf(run), random);
        outcomes[await outcomeOf(describeElf(strictSource(bytes)))]++;
    }
    expect(outcomes.read).toBeGreaterThan(runs / 10);
    expect(outcomes.refused).toBeGreaterThan(runs / 10);
});

test("broken files are each stripped or refused in words", async () => {
    const random = randomNumbers(4711);
    for (let run = 0; run < 5_000; run++) {
        const bytes = mutate(seedOf(run), random);
        await outcomeOf(stripElf("fuzzed", bytes));
    }
});

test("broken files are each inspected or refused in words", async () => {
    const random = randomNumbers(31_337);
    const outcomes = { read: 0, refused: 0 };
    for (let run = 0; run < 20_000; run++) {
        outcomes[await outcomeOf(inspectElf(strictSource(mutate(seedOf(run), random))))]++;
    }
    expect(outcomes.read).toBeGreaterThan(1_000);
    expect(outcomes.refused).toBeGreaterThan(1_000);
});
