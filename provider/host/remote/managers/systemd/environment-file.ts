/** The text of an environment file, in which a value between quotes may have lines of its own. */
export function environmentFile(env: Readonly<Record<string, string>>): string {
    return Object.entries(env)
        .map(([name, value]) => `${name}="${value.replace(/["\\$`]/g, (character) => `\\${character}`)}"\n`)
        .join("");
}
