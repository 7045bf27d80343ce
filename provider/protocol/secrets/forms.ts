import { withEntities } from "../codec/entities";
import { wellFormed } from "../codec/text";

/** One way in which a secret may be printed. */
export interface Form {
    readonly text: string;
    /** Only where no letter or digit is next to it. */
    readonly asWord: boolean;
}

/** From this length on, a line of a secret is sought anywhere. */
const longLine = 8;

/** How a tool may print a secret: as it is, line by line, quoted as JSON, systemd and XML do it, in a URL, in a header. */
export function formsOf(text: string): Form[] {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    // Its only line is the secret: a file of one ends with a line end that no tool prints.
    const anywhere = [text, text.trim(), ...lines.filter((line) => line.length >= longLine)];
    const asWords = lines.filter((line) => line.length < longLine && isTelling(line));
    return [
        ...anywhere.flatMap((form) => writtenAs(form)),
        ...asWords.flatMap((form) => writtenAs(form, true)),
    ];
}

function writtenAs(text: string, asWord = false): Form[] {
    const quoted = JSON.stringify(text).slice(1, -1);
    const doubled = quoted.replace(/[$%]/g, "$&$&");
    const forms = new Set([text, quoted, doubled, withEntities(text), encodeURIComponent(wellFormed(text))]);
    return [
        ...[...forms].map((form) => ({ text: form, asWord })),
        { text: Buffer.from(text).toString("base64"), asWord: false },
    ];
}

/**
 * Whether a short line of a secret of several may be a secret itself: four to seven characters, as passwords and PINs
 * have. Those lines may also be common words, so they are sought as words: `root` is not taken out of `rooted`. And
 * what secret documents are made of tells nothing, but would garble every log: a line without letters and digits (`---`,
 * `},`), a literal (`true`), a key whose value is elsewhere (`data:`, `"auth": {`), a heading (`[main]`).
 */
function isTelling(line: string): boolean {
    const bare = line.replace(/,$/, "");
    return (
        line.length >= 4 &&
        /[\p{L}\p{N}]/u.test(line) &&
        !/^(true|false|null)$/i.test(bare) &&
        !/^(["']?)[a-z_]+\1\s*[:=]\s*[[{|>]?$/i.test(bare) &&
        !/^\[[a-z_]+\]$/i.test(bare)
    );
}
