import { StringDecoder } from "node:string_decoder";

/** What a script prints, told from what a login shell may print before it. */
export interface Answer {
    add(bytes: Buffer): void;
    /** There is no more: what is left is the last line. */
    end(): void;
    /** Whether the script has begun. */
    hasBegun(): boolean;
    isTooLong(): boolean;
    text(): string;
}

export interface AnswerListener {
    /** The script wants what is uploaded. Without it `send` is a line like any other. */
    readonly onSend?: () => void;
    readonly onLine?: (line: string) => void;
}

/** The line before a script's own first. */
export const beginning = "pulumi-unikernel begins";

export const longestAnswer = 16 * 1024 * 1024;

export function readAnswer({ onSend, onLine }: AnswerListener, longest = longestAnswer): Answer {
    const decoder = new StringDecoder("utf8");
    const kept: string[] = [];
    let length = 0;
    let begun = false;
    let line = "";

    function finishLine(lineEnd: "\n" | ""): void {
        if (!begun) begun = line === beginning;
        else if (line === "send" && onSend) onSend();
        else {
            length += line.length + lineEnd.length;
            if (length <= longest) kept.push(line, lineEnd);
            onLine?.(line);
        }
        line = "";
    }

    return {
        add(bytes) {
            const [first = "", ...following] = decoder.write(bytes).split("\n");
            line = grown(line, first, longest);
            for (const next of following) {
                finishLine("\n");
                line = next;
            }
        },
        end() {
            line += decoder.end();
            if (line !== "") finishLine("");
        },
        hasBegun: () => begun,
        isTooLong: () => length > longest,
        text: () => kept.join(""),
    };
}

/** A line without an end would fill the memory. */
function grown(line: string, more: string, longest: number): string {
    return line.length > longest ? line : line + more;
}
