/** What went wrong, told by what a tool said. The patterns are of messages that were seen. */
export interface Row {
    readonly pattern: RegExp;
    readonly explain: (match: RegExpExecArray) => string;
}

/** What a group matched, on one line: tools wrap what they say. */
export const part = (match: RegExpExecArray, index: number): string =>
    (match[index] ?? "").trim().replace(/\s+/g, " ");
