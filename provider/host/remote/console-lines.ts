import { linesIn } from "../local/console";
import { allOf, type Answer } from "./answers";

/** What a console showed, without the escape sequences of terminals. */
export function consoleLines(answers: readonly Answer[]): string[] {
    const lines = allOf(answers, "console");
    return linesIn(Buffer.from(lines.join("\n")), lines.length);
}
