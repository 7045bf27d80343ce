import type { StoreLayout } from "../../artifact/layout";

export interface Request<Source> {
    readonly source: Source;
    /** What a relative source is relative to. */
    readonly base: string;
    /** The user's .gitignore patterns. They outrank all others. */
    readonly ignore: readonly string[];
    /** The .gitignore patterns of what the toolchain leaves in a source tree, which tell from what is in it. */
    readonly outputs: Outputs;
    readonly layout: StoreLayout;
    readonly signal: AbortSignal;
}

/** Given, or chosen by the names in the source's top folder. */
export type Outputs = readonly string[] | ((entries: ReadonlySet<string>) => readonly string[]);

export function chooseOutputs(outputs: Outputs, entries: ReadonlySet<string>): readonly string[] {
    return typeof outputs === "function" ? outputs(entries) : outputs;
}
