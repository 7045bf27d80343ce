import type { PlacedSections } from "./placed";

export interface NameTable {
    readonly bytes: Buffer;
    /** Where the name of each section starts, and last that of the table itself. */
    readonly starts: readonly number[];
}

export function nameTableOf(placed: PlacedSections): NameTable {
    const names = [...placed.map((each) => each?.section.name ?? ""), ".shstrtab"];
    let text = "\0";
    const starts = names.map((name) => {
        if (name === "") return 0;
        const start = text.length;
        text += `${name}\0`;
        return start;
    });
    return { bytes: Buffer.from(text, "latin1"), starts };
}
