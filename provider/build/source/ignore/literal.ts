/** The .gitignore pattern for one path of a tree and no other, whatever characters are in it. */
export function literalPattern(path: string): string {
    // A space at the end counts only when it is escaped.
    return `/${path.replace(/[\\*?[\] ]/g, "\\$&")}`;
}
