/** What a process that wants a lock does next. */
export type Step<Own, Other> =
    | { readonly kind: "claim" }
    | { readonly kind: "hold"; readonly ticket: Own }
    | { readonly kind: "withdraw"; readonly ticket: Own }
    | { readonly kind: "wait"; readonly rival: Other };

/**
 * Decides from one's own ticket, if there is one, and the others' living ones as listed after one's own was made. Of
 * several that claim at once the smallest stays and the others withdraw; the one that stays waits for a holder to
 * finish, whatever the holder's ticket.
 */
export function nextStep<Own extends { readonly id: string }, Other extends { readonly id: string }>(
    own: Own | undefined,
    others: readonly Other[],
): Step<Own, Other> {
    const [rival] = others;
    if (rival === undefined) return own === undefined ? { kind: "claim" } : { kind: "hold", ticket: own };
    if (own !== undefined && others.some((other) => other.id < own.id))
        return { kind: "withdraw", ticket: own };
    return { kind: "wait", rival };
}
