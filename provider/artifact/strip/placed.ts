import type { Section } from "../elf/section";

/** A section that stays, and where its bytes are in the output. */
export interface PlacedSection {
    readonly section: Section;
    readonly offset: number;
}

/** As a table of sections: what goes leaves an empty entry, so that what follows it keeps its number. */
export type PlacedSections = readonly (PlacedSection | undefined)[];
