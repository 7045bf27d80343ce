import { readElf, type Elf } from "../../artifact/elf/elf";
import { bytesInFile, type Section } from "../../artifact/elf/section";
import { segmentType } from "../../artifact/elf/segment";
import { bufferSource, readPart, type ByteSource } from "../../artifact/elf/source";

/** What a program needs of others to run. */
export interface Linkage {
    /** The path of the program that loads it: `/lib64/ld-linux-x86-64.so.2`. Nothing for a static one, or for a library. */
    readonly interpreter?: string;
    /** The names of the libraries it is linked with. */
    readonly needed: readonly string[];
}

const dynamicSection = 6;
const neededTag = 1n;
const entryBytes = 16;

/** Reads it from the file; nothing of it is run. */
export async function linkageOf(name: string, bytes: Buffer): Promise<Linkage> {
    const source = bufferSource(name, bytes);
    const elf = await readElf(source);
    return { interpreter: await interpreterOf(source, elf), needed: await neededOf(source, elf) };
}

async function interpreterOf(source: ByteSource, { segments }: Elf): Promise<string | undefined> {
    const segment = segments.find(({ type }) => type === segmentType.interpreter);
    if (segment === undefined) return undefined;
    const part = { what: "interpreter", offset: segment.offset, length: segment.fileSize };
    return textAt(await readPart(source, part), 0);
}

async function neededOf(source: ByteSource, { sections }: Elf): Promise<string[]> {
    const dynamic = sections.find(({ type }) => type === dynamicSection);
    const names = dynamic && sections[dynamic.link];
    if (!dynamic || !names) return [];
    const [entries, texts] = [await contentsOf(source, dynamic), await contentsOf(source, names)];
    const needed: string[] = [];
    for (let at = 0; at + entryBytes <= entries.length; at += entryBytes) {
        if (entries.readBigInt64LE(at) === neededTag)
            needed.push(textAt(texts, entries.readUInt32LE(at + 8)));
    }
    return needed;
}

/** The modules that a module of Linux needs, by the names it gives in its `.modinfo`. */
export async function moduleDependencies(name: string, bytes: Buffer): Promise<string[]> {
    const source = bufferSource(name, bytes);
    const info = (await readElf(source)).sections.find((section) => section.name === ".modinfo");
    if (info === undefined) return [];
    const fields = (await contentsOf(source, info)).toString("latin1").split("\0");
    const depends = fields.find((field) => field.startsWith("depends="))?.slice("depends=".length) ?? "";
    return depends.split(",").filter((each) => each !== "");
}

function contentsOf(source: ByteSource, section: Section): Promise<Buffer> {
    return readPart(source, { what: section.name, offset: section.offset, length: bytesInFile(section) });
}

function textAt(texts: Buffer, start: number): string {
    return texts.toString("latin1", start).replace(/\0.*$/s, "");
}
