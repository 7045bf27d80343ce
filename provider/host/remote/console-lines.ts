import { readLines } from "../../process/output/lines";
import { allOf, type Answer } from "./answers";

/** What a console showed, without the escape sequences of terminals. */
export function consoleLines(answers: readonly Answer[]): string[] {
    const lines: string[] = [];
    const reader = readLines(
        {
            line: (text) => {
                lines.push(text);
            },
            overwritten: () => undefined,
        },
        (text) => text,
    );
    reader.write(Buffer.from(allOf(answers, "console").join("\n")));
    reader.end();
    return lines;
}
