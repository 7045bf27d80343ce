import { firstOf, parseAnswers, type Answer } from "./answers";
import { instanceRefusals, type Subject } from "./instance-refusals";
import { ownerIn } from "./owner";
import { plain } from "./plain";
import { refusal } from "./refusal";

interface Where {
    readonly name: string;
}

/** The mark of an instance that has this one's name: of the same resource, made by a creation that the engine never heard of. */
export function leftover(output: string, urn: string): string | undefined {
    const [word = "", ...owner] = (firstOf(parseAnswers(output), "refused") ?? "").split(" ");
    return word === "taken" && ownerIn(owner.join(" ")) === plain(urn) ? owner[2] : undefined;
}

/**
 * Whether it was in the way of another instance that came or went just then, and need not be again: the image has gone with
 * the last that used it, or the address was chosen for another as well.
 */
export function mayPass(output: string): boolean {
    return /^(image$|address |held )/.test(firstOf(parseAnswers(output), "refused") ?? "");
}

/** What a script answered, unless it refused. */
export function answersOf(host: Where, output: string, subject: Subject = {}): Answer[] {
    const answers = parseAnswers(output);
    const refused = firstOf(answers, "refused");
    if (refused !== undefined) throw refusal(instanceRefusals, host, refused, subject);
    return answers;
}
