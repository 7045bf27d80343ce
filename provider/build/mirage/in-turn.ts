const last = new Map<string, Promise<unknown>>();

/** Runs actions of the same name one after the other, in the order they came. */
export const inTurn = async <Result>(name: string, action: () => Promise<Result>): Promise<Result> => {
    const before = last.get(name) ?? Promise.resolve();
    const own = before.then(action, action);
    last.set(name, own);
    try {
        return await own;
    } finally {
        if (last.get(name) === own) last.delete(name);
    }
};
