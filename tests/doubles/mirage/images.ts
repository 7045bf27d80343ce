/*
 * ELF files as small as they get: for Solo5's targets with its two notes, for Unix a program that says a line.
 */

const align = (size: number, to: number): number => Math.ceil(size / to) * to;

const note = (type: number, descriptor: Buffer): Buffer => {
    const owner = Buffer.from("Solo5\0\0\0");
    const header = Buffer.alloc(12);
    header.writeUInt32LE(6, 0);
    header.writeUInt32LE(descriptor.length, 4);
    header.writeUInt32LE(type, 8);
    return Buffer.concat([header, owner, descriptor], align(20 + descriptor.length, 4));
};

export interface NamedDevice {
    readonly name: string;
    readonly type: "net" | "block";
}

const manifestEntry = (name: string, type: number): Buffer => {
    const entry = Buffer.alloc(104);
    entry.write(name);
    entry.writeUInt32LE(type, 68);
    return entry;
};

const manifestNote = (devices: readonly NamedDevice[]): Buffer => {
    const header = Buffer.alloc(12);
    header.writeUInt32LE(1, 4);
    header.writeUInt32LE(devices.length + 1, 8);
    const entries = devices.map(({ name, type }) => manifestEntry(name, type === "block" ? 1 : 2));
    return note(0x3154464d, Buffer.concat([header, manifestEntry("", 0x40000000), ...entries]));
};

const abiNote = (target: number, version: number): Buffer => {
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(target, 0);
    descriptor.writeUInt32LE(version, 4);
    return note(0x31494241, descriptor);
};

interface Segment {
    readonly type: "load" | "note";
    readonly bytes: Buffer;
}

const base = 0x100000;
const headerSize = 64;
const programHeaderSize = 56;

const elf = (segments: readonly Segment[], machine: number): Buffer => {
    const header = Buffer.alloc(headerSize);
    header.write("\x7fELF\x02\x01\x01", "latin1");
    header.writeUInt16LE(2, 16);
    header.writeUInt16LE(machine, 18);
    header.writeUInt32LE(1, 20);
    header.writeBigUInt64LE(BigInt(headerSize), 32);
    header.writeUInt16LE(headerSize, 52);
    header.writeUInt16LE(programHeaderSize, 54);
    header.writeUInt16LE(segments.length, 56);
    header.writeUInt16LE(64, 58);
    let offset = headerSize + segments.length * programHeaderSize;
    const placed = segments.map(({ type, bytes }) => {
        const at = offset;
        offset += align(bytes.length, 8);
        if (type === "load") header.writeBigUInt64LE(BigInt(base + at), 24);
        return { type, bytes, at };
    });
    const programHeaders = placed.map(({ type, bytes, at }) => {
        const program = Buffer.alloc(programHeaderSize);
        program.writeUInt32LE(type === "load" ? 1 : 4, 0);
        program.writeUInt32LE(type === "load" ? 5 : 4, 4);
        program.writeBigUInt64LE(BigInt(at), 8);
        program.writeBigUInt64LE(BigInt(base + at), 16);
        program.writeBigUInt64LE(BigInt(base + at), 24);
        program.writeBigUInt64LE(BigInt(bytes.length), 32);
        program.writeBigUInt64LE(BigInt(bytes.length), 40);
        program.writeBigUInt64LE(BigInt(type === "load" ? 0x1000 : 4), 48);
        return program;
    });
    const contents = placed.map(({ bytes }) => Buffer.concat([bytes], align(bytes.length, 8)));
    return Buffer.concat([header, ...programHeaders, ...contents]);
};

/** write(2, "hello\n", 6); exit(0) */
const sayHello = Buffer.from(
    "b801000000" + // mov eax, 1
        "bf02000000" + // mov edi, 2
        "488d3510000000" + // lea rsi, [rip + 0x10]
        "ba06000000" + // mov edx, 6
        "0f05" + // syscall
        "b83c000000" + // mov eax, 60
        "31ff" + // xor edi, edi
        "0f05" + // syscall
        "68656c6c6f0a", // hello\n
    "hex",
);

/** x86_64: the processor the double says it compiles for. */
const machine = 62;

const abiTargets = { hvt: 1, spt: 2, virtio: 3, muen: 4, genode: 5, xen: 6 } as const;
const abiVersions = { hvt: 2, spt: 2, virtio: 1, muen: 1, genode: 1, xen: 1 } as const;

export const solo5Image = (target: keyof typeof abiTargets, devices: readonly NamedDevice[] = []): Buffer =>
    elf(
        [
            { type: "note", bytes: manifestNote(devices) },
            { type: "note", bytes: abiNote(abiTargets[target], abiVersions[target]) },
            { type: "load", bytes: sayHello },
        ],
        machine,
    );

export const unixImage = (): Buffer => elf([{ type: "load", bytes: sayHello }], machine);

export const solo5ImageTargets = Object.keys(abiTargets) as (keyof typeof abiTargets)[];
