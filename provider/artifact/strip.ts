import { bootProtocols } from "./boot";
import { readElf, type Elf } from "./elf/elf";
import { fileType, headerSize } from "./elf/header";
import { bufferSource } from "./elf/source";
import { renewBuildId } from "./strip/build-id";
import { describedEnd } from "./strip/loaded";
import { dropUnloaded } from "./strip/rebuild";

/**
 * The same program without symbols, debug information and whatever else is not loaded: the same bytes on any machine,
 * and for builds of the same sources in different folders. All that segments cover, all sections that are loaded, and
 * all notes stay, and what is in memory at run time keeps its place in the file.
 *
 * Stripping saves space and never fails a build: a file of another kind, one that carries a payload behind its sections
 * (an OCaml bytecode executable does), and one whose boot header would get lost come back as they are. Only a damaged
 * ELF file is an error.
 */
export async function stripElf(name: string, bytes: Buffer): Promise<Buffer> {
    if (!isElf64(bytes)) return bytes;
    const source = bufferSource(name, bytes);
    const elf = await readElf(source);
    if (!isLinked(elf) || hasPayload(elf, bytes)) return bytes;
    const stripped = dropUnloaded(elf, bytes);
    const left = await readElf(bufferSource(name, stripped));
    const [bootBefore, bootAfter] = await Promise.all([
        bootProtocols(source, elf.notes),
        bootProtocols(bufferSource(name, stripped), left.notes),
    ]);
    return bootBefore.length === bootAfter.length ? renewBuildId(stripped, left.notes) : bytes;
}

function isElf64(bytes: Buffer): boolean {
    return bytes.length >= headerSize[64] && bytes.toString("latin1", 0, 6) === "\x7fELF\x02\x01";
}

/** From here on section numbers have other meanings, and counts are kept elsewhere. */
const reservedSections = 0xff00;

/** An object file needs what is not loaded; a file without sections has been stripped already. */
function isLinked({ header, segments, sections }: Elf): boolean {
    const linked = header.type === fileType.executable || header.type === fileType.shared;
    return linked && segments.length > 0 && sections.length > 0 && sections.length < reservedSections;
}

/** Whether anything but padding comes after all that the headers tell of. */
function hasPayload(elf: Elf, bytes: Buffer): boolean {
    return bytes.subarray(describedEnd(elf)).some((byte) => byte !== 0);
}
