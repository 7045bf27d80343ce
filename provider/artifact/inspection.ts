import { resolve } from "node:path";
import { UserError } from "../protocol/errors";
import { describeElf } from "./describe";
import { withFileSource } from "./elf/file";
import { sectionTypeName, type Section as ElfSection } from "./elf/section";
import { segmentType, type Segment } from "./elf/segment";
import { readPart, type ByteSource } from "./elf/source";
import { hashFile } from "./hash";
import type { Inspection, Section } from "./inspect";

export async function inspectFile(path: string, signal?: AbortSignal): Promise<Inspection> {
    try {
        return await withFileSource(resolve(path), async (source, file) => ({
            ...(await inspectElf(source)),
            digest: await hashFile(file, signal),
        }));
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        throw new UserError(error.message, { property: "path", cause: error });
    }
}

export async function inspectElf(source: ByteSource): Promise<Omit<Inspection, "digest">> {
    const { elf, arch, devices, abi, boot } = await describeElf(source);
    return {
        format: elf.header.bits === 64 ? "elf64" : "elf32",
        arch,
        size: source.size,
        entry: hexadecimal(elf.header.entry),
        interpreter: await interpreterOf(source, elf.segments),
        devices,
        abi,
        boot,
        sections: elf.sections.slice(1).map(describeSection),
    };
}

/** The first section of every file is an empty one. */
function describeSection({ name, type, address, size, offset }: ElfSection): Section {
    return { name, type: sectionTypeName(type), address: hexadecimal(address), size, offset };
}

async function interpreterOf(source: ByteSource, segments: readonly Segment[]): Promise<string | undefined> {
    const segment = segments.find(({ type }) => type === segmentType.interpreter);
    if (segment === undefined) return undefined;
    const part = { what: "interpreter", offset: segment.offset, length: segment.fileSize };
    return (await readPart(source, part)).toString().replace(/\0.*$/s, "");
}

function hexadecimal(address: bigint): string {
    return `0x${address.toString(16)}`;
}
