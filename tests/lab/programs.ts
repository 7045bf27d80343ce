import { expect } from "@jest/globals";

/** What stands in a text for something of the reader's own must stand there, or the text has changed. */
export function replaced(text: string, values: Readonly<Record<string, string>>): string {
    return Object.entries(values).reduce((so, [from, to]) => {
        expect(so).toContain(from);
        return so.replaceAll(from, () => to);
    }, text);
}
