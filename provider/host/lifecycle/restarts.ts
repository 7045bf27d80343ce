import type { Progress } from "../../protocol/resource";

/** For the user: what a refresh finds running may not have run all the time. */
export function noteRestarts(
    { name, progress }: { readonly name: string; readonly progress: Progress },
    { restarts, consolePath }: { readonly restarts: number; readonly consolePath: string },
): void {
    if (restarts === 0) return;
    const times = restarts === 1 ? "once" : `${restarts} times`;
    progress.note(
        `${name} has ended and was started again ${times} since it was last started on purpose. Its console may tell why: ${consolePath}`,
    );
}
