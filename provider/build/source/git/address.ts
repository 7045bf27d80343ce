import { resolve } from "node:path";

/** What to call git with for a repository that a program names. Relative paths are relative to `base`. */
export function gitAddress(repository: string, base: string): string {
    const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(repository);
    // As git tells `host:path` from a path with a colon: no slash comes before the colon.
    const isHostAndPath = /^[^/]+:/.test(repository);
    return isUrl || isHostAndPath ? repository : resolve(base, repository);
}

/** Takes the credentials out of all web addresses in a text. */
export function redactAddresses(text: string): string {
    return text.replace(/((?:https?|ftps?):\/\/)[^\s/]+@/gi, "$1***@");
}
