import { createHash } from "node:crypto";

/** What a cloud allows in a name. */
export interface Rules {
    /** Everything else becomes a dash. */
    readonly allowed: RegExp;
    readonly lowerCase?: boolean;
    /** A letter has to come first. */
    readonly letterFirst?: boolean;
    readonly longest: number;
}

/** Pulumi's own `-1a2b3c4` after the names of what it makes. */
export const randomDigits = 8;

/**
 * A name that a cloud accepts, made of one of the program's. One that had to be changed ends in digits for what it was: two names do
 * not become one.
 */
export function fitting(name: string, { allowed, lowerCase, letterFirst, longest }: Rules): string {
    const cased = lowerCase ? name.toLowerCase() : name;
    const dashed = [...cased].map((letter) => (allowed.test(letter) ? letter : "-")).join("");
    const started = dashed.replace(letterFirst ? /^[^a-z]+/i : /^-+/, "");
    const trimmed = (text: string) => text.replace(/-+$/, "");
    const whole = trimmed(started);
    if (whole === name && whole.length <= longest) return name;
    const digits = digitsOf(name).slice(0, 4);
    return `${trimmed(whole.slice(0, longest - 1 - digits.length)) || "fleet"}-${digits}`;
}

/** The same for the same texts, in every run. */
export function digitsOf(...texts: readonly string[]): string {
    return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}
