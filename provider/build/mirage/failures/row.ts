/** What went wrong, told by what a tool said. The patterns are of messages that were seen. */
export interface Row {
    readonly pattern: RegExp;
    readonly explain: (match: RegExpExecArray) => string;
}

export const part = (match: RegExpExecArray, index: number): string => match[index]?.trim() ?? "";
