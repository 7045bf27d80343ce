export interface Arguments {
    /** Where the engine listens. Absent when the plugin is started by hand, to be attached to. */
    readonly engineAddress?: string;
}

/** Reads what the engine starts a plugin with: `--logtostderr -v=9 --tracing URL 127.0.0.1:12345`. */
export function parseArguments(argv: readonly string[]): Arguments {
    const positional = argv.filter(
        (argument, index) => !argument.startsWith("-") && argv[index - 1] !== "--tracing",
    );
    return { engineAddress: positional.at(-1) };
}
