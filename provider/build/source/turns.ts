let last: Promise<unknown> = Promise.resolve();

/**
 * Runs actions one after the other. Looks at trees take turns: each uses all cores, slices of many at once would add
 * up to a server that does not answer, and the second of two looks at one tree finds the index of the first.
 */
export async function takeTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const turn = last.then(action);
    last = turn.catch(() => undefined);
    return turn;
}
