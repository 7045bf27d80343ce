import { wellFormed } from "../codec/text";
import { isTagged, kind, type Value } from "../codec/value";

/** The secret strings of a call. */
export interface Secrets {
    /** The text with every secret replaced by `[secret]`. */
    readonly redact: (text: string) => string;
    readonly contains: (text: string) => boolean;
}

/** Shorter ones occur in any text by chance: redacting `80` or `yes` there would hide nothing and garble everything. */
const shortestLength = 4;

/** Lines of a longer secret are printed singly; those of a secret document may be common words. */
const shortestLine = 8;

/** Everything secret within the values. */
export function secretsOf(...values: readonly Value[]): Secrets {
    const forms = new Set(values.flatMap((value) => secretStrings(value, false)).flatMap(formsOf));
    const sought = [...forms].filter((form) => form.length >= shortestLength);
    // A text that is a short secret and nothing else is that secret.
    const isSecret = (text: string): boolean => text !== "" && forms.has(text);
    if (sought.length === 0)
        return { redact: (text) => (isSecret(text) ? "[secret]" : text), contains: () => false };

    // The longest first, so that a secret which holds another one goes as a whole.
    sought.sort((one, other) => other.length - one.length);
    const pattern = new RegExp(sought.map(escape).join("|"), "g");
    return {
        redact: (text) => (isSecret(text) ? "[secret]" : text.replace(pattern, "[secret]")),
        contains: (text) => sought.some((form) => text.includes(form)),
    };
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

/** How a tool may print a secret: as it is, line by line, quoted, in a URL, in a header. */
function formsOf(text: string): string[] {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    // Its only line is the secret: a file of one ends with a line end that no tool prints.
    return [text, text.trim(), ...lines.filter((line) => line.length >= shortestLine)].flatMap((form) => [
        form,
        JSON.stringify(form).slice(1, -1),
        encodeURIComponent(wellFormed(form)),
        Buffer.from(form).toString("base64"),
    ]);
}

function escape(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
