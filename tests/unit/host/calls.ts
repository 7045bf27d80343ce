import type { Call } from "../../../provider/protocol/resource";
import type { Settings } from "../../../provider/settings";

export interface CallOptions {
    readonly settings?: Settings;
    readonly urn?: string;
    readonly signal?: AbortSignal;
    readonly onStatus?: (line: string) => void;
    readonly onNote?: (message: string) => void;
}

/** The settings of one run of a program: whatever is remembered for a run is remembered for these. */
export function settingsOf(store = "/nowhere"): Settings {
    return { store, storeLimitMiB: 1024, parallel: 2 };
}

/** A call of the engine for the resource of this name. */
export function callFor(name: string, options: CallOptions = {}): Call<Settings> {
    const { settings = settingsOf(), urn = urnOf(name), signal = new AbortController().signal } = options;
    const { onStatus = () => undefined, onNote = () => undefined } = options;
    return {
        ...{ urn, name, settings, signal },
        redact: (text) => text,
        progress: { status: onStatus, note: onNote },
    };
}

export function urnOf(name: string): string {
    return `urn:pulumi:test::shop::unikernel:host:Instance::${name}`;
}
