import type { Progress } from "../../protocol/resource";

/** Pure. For the user: what a refresh finds running may not have run all the time. */
export function restartsNote(
    name: string,
    { restarts, consolePath }: { readonly restarts: number; readonly consolePath: string },
): string | undefined {
    if (restarts === 0) return undefined;
    const times = restarts === 1 ? "once" : `${restarts} times`;
    return `${name} has ended and was started again ${times} since it was last started on purpose. Its console may tell why: ${consolePath}`;
}

export function noteRestarts(
    { name, progress }: { readonly name: string; readonly progress: Progress },
    found: { readonly restarts: number; readonly consolePath: string },
): void {
    const note = restartsNote(name, found);
    if (note !== undefined) progress.note(note);
}
