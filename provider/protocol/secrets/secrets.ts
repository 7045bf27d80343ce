import { isTagged, kind, type Value } from "../codec/value";
import { formsOf, type Form } from "./forms";

/** The secret strings of a call. */
export interface Secrets {
    /** The text with every secret replaced by `[secret]`. */
    readonly redact: (text: string) => string;
    readonly contains: (text: string) => boolean;
}

/** Shorter ones occur in any text by chance: redacting `80` or `yes` there would hide nothing and garble everything. */
const shortestLength = 4;

/** Everything secret within the values. */
export function secretsOf(...values: readonly Value[]): Secrets {
    const forms = values.flatMap((value) => secretStrings(value, false)).flatMap(formsOf);
    const known = new Set(forms.map(({ text }) => text));
    const sought = forms.filter(({ text }) => text.length >= shortestLength);
    // A text that is a short secret and nothing else is that secret.
    const isSecret = (text: string): boolean => text !== "" && known.has(text);
    if (sought.length === 0)
        return { redact: (text) => (isSecret(text) ? "[secret]" : text), contains: () => false };

    // The longest first, so that a secret which holds another one goes as a whole.
    sought.sort((one, other) => other.text.length - one.text.length);
    const source = [...new Set(sought.map(patternOf))].join("|");
    const [every, any] = [new RegExp(source, "g"), new RegExp(source)];
    return {
        redact: (text) => (isSecret(text) ? "[secret]" : text.replace(every, "[secret]")),
        contains: (text) => any.test(text),
    };
}

function patternOf({ text, asWord }: Form): string {
    const before = asWord && /^[a-z0-9]/i.test(text) ? "(?<![A-Za-z0-9])" : "";
    const after = asWord && /[a-z0-9]$/i.test(text) ? "(?![A-Za-z0-9])" : "";
    return `${before}${escape(text)}${after}`;
}

function secretStrings(value: Value | undefined, inSecret: boolean): string[] {
    if (typeof value === "string") return inSecret ? [value] : [];
    if (typeof value === "number") return inSecret ? [String(value)] : [];
    if (typeof value !== "object" || value === null) return [];
    if (!isTagged(value)) return Object.values(value).flatMap((item: Value) => secretStrings(item, inSecret));
    switch (value[kind]) {
        case "secret":
            return secretStrings(value.value, true);
        case "output":
            return secretStrings(value.value, inSecret || value.secret);
        case "asset":
            return secretStrings(value.text, inSecret);
        case "archive":
            return Object.values(value.assets ?? {}).flatMap((file) => secretStrings(file, inSecret));
        default:
            return [];
    }
}

function escape(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
