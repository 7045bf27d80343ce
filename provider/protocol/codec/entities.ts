const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    // In an attribute a reader takes them for spaces.
    "\n": "&#10;",
    "\t": "&#9;",
};

/** A text as XML has it, in elements and in attributes. */
export function withEntities(text: string): string {
    return text.replace(/[&<>"'\n\t]/g, (character) => entities[character] ?? character);
}
