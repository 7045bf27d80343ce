import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { Instance } from "../../lifecycle/outputs";
import { allOf, firstOf, parseAnswers, type Answer } from "../answers";
import type { RemoteHost } from "../hosts";
import { leftover } from "../refusals";
import { removeFrom } from "./removal";

type Found = Pick<Instance["identity"], "name" | "unit">;

/** Pure. What a creation of the same resource has left, of which the engine never heard, and which is in the way of this one. */
export function leftIn(output: string, { name, urn }: Instance["identity"]): Found | undefined {
    const unit = leftover(output, urn);
    if (unit !== undefined) return { name, unit };
    const [word, ...found] = (firstOf(parseAnswers(output), "refused") ?? "").split(" ");
    return word === "abandoned" ? foundIn(found.join(" ")) : undefined;
}

/** `www-3f9c2a7 0011223344556677` */
function foundIn(line: string): Found {
    const [name = "", unit = ""] = line.split(" ");
    return { name, unit };
}

/** What serves is given back to the one before it. */
export async function clear(
    host: RemoteHost,
    { inputs, identity }: Instance,
    { found, signal }: { readonly found: Found; readonly signal: AbortSignal },
): Promise<void> {
    await removeFrom(host, { inputs, identity: { ...identity, ...found } }, { signal, yields: "if-it-can" });
}

/** What could not be cleared away is found again by the next. */
export async function clearAbandoned(
    { signal }: Pick<Call<Settings>, "signal">,
    host: RemoteHost,
    { instance, answers }: { readonly instance: Instance; readonly answers: readonly Answer[] },
): Promise<void> {
    for (const line of allOf(answers, "abandoned"))
        await clear(host, instance, { found: foundIn(line), signal }).catch(() => undefined);
}
