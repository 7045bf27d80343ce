import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

export interface LineReader {
    write(chunk: Buffer): void;
    /** The stream has ended: what is left is the last line. */
    end(): void;
}

export interface LineListener {
    /** `read` still has its secrets: for a program to understand, not for anyone to see. */
    line(shown: string, read: string): void;
    /** What a line showed for a while before a tool wrote over it, as progress bars do. */
    overwritten(text: string): void;
}

/** Longer lines are cut where they are shown. */
const longestLine = 16 * 1024;

/** What is read of a line, so that a tool which prints no line ends does not fill the memory. */
const longestRead = 1024 * 1024;

/**
 * The end of a line that was not read whole may be the beginning of a secret, which nothing can tell. So much of it is
 * never shown, wherever it comes to lie once secrets and escape sequences are gone.
 */
const doubtful = longestRead / 2;

/** Turns what a tool prints into lines as a terminal would show them, without escape sequences and secrets. */
export function readLines(listener: LineListener, redact: (text: string) => string): LineReader {
    const decoder = new StringDecoder("utf8");
    let segment = "";
    let overwritten = "";

    function add(text: string): void {
        const [first = "", ...following] = text.split("\r");
        extend(first);
        for (const next of following) {
            returnToStart();
            extend(next);
        }
    }

    function extend(text: string): void {
        const room = longestRead - segment.length;
        if (room > 0) segment += text.slice(0, room);
    }

    function returnToStart(): void {
        if (segment === "") return;
        overwritten = segment;
        segment = "";
        listener.overwritten(clean(overwritten, redact));
    }

    function finishLine(): void {
        const last = segment || overwritten;
        segment = overwritten = "";
        listener.line(clean(last, redact), cut(withoutControls(last), longestLine));
    }

    return {
        write(chunk) {
            const [first = "", ...following] = decoder.write(chunk).split("\n");
            add(first);
            for (const next of following) {
                finishLine();
                add(next);
            }
        },
        end() {
            add(decoder.end());
            if (segment || overwritten) finishLine();
        },
    };
}

function clean(text: string, redact: (text: string) => string): string {
    const redacted = redact(withoutControls(text));
    const certain = text.length < longestRead ? redacted.length : Math.max(0, redacted.length - doubtful);
    return cut(redacted, Math.min(certain, longestLine));
}

function cut(text: string, length: number): string {
    return length < text.length ? `${text.slice(0, length)} […]` : text;
}

function withoutControls(text: string): string {
    return (
        stripVTControlCharacters(text)
            // eslint-disable-next-line no-control-regex -- bells and backspaces, but not the tab
            .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
            .trimEnd()
    );
}
