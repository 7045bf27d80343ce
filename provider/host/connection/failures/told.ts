/** How an ssh ended that did not do what it was to do. */
export interface Ending {
    readonly exitCode: number;
    /** What it, and those on the other side, have said about it. */
    readonly words: string;
}

const linesShown = 10;

/** What failed, the last words about it, and what to do next. */
export function told(what: string, words: string, remedy?: string): string {
    const lines = words
        .split("\n")
        .filter((line) => line.trim() !== "")
        .slice(-linesShown);
    const first = lines.length > 0 ? `${what}:` : `${what}.`;
    return [first, ...lines.map((line) => `    ${line}`), ...(remedy === undefined ? [] : [remedy])].join(
        "\n",
    );
}
