/** Loads what needs a package that not every program has, and says so where it is not there. */
export function withPeer<Loaded>(what: string, name: string, load: () => Loaded): Loaded {
    try {
        return load();
    } catch (error) {
        const { code, message } = error as { code?: string; message?: string };
        if (code !== "MODULE_NOT_FOUND" || !message?.includes(`'${name}/`)) throw error;
        throw new Error(`${what} is made of ${name}, which is not installed: npm install ${name}`, {
            cause: error,
        });
    }
}
