import { UserError } from "../../protocol/errors";
import { longestAnswer } from "./answer";
import { scriptFailure } from "./failures/running";
import type { Fed } from "./feed";

/** What a script that has ended printed. Throws a UserError unless it has succeeded. */
export function answerOf(name: string, fed: Fed): string {
    if (fed.exitCode !== 0) throw new UserError(scriptFailure(name, fed));
    if (fed.isTooLong) throw new UserError(`a script printed more than ${longestAnswer} bytes on ${name}.`);
    return fed.text;
}
