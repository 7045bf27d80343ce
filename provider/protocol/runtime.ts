import type { Calls } from "./call/calls";
import type { ObjectValue } from "./codec/value";
import type { Engine } from "./engine/engine";
import type { ProviderDefinition } from "./resource";

/** What the engine said about the provider as a whole, ready for use. */
export interface Configuration<Settings> {
    readonly settings: Settings;
    /** As the engine gave it, with its secrets marked. */
    readonly values: ObjectValue;
}

/** What every call of the engine shares. */
export interface Runtime<Settings> {
    readonly definition: ProviderDefinition<Settings>;
    readonly engine: Engine;
    readonly calls: Calls;
    /** Absent until the engine configures the provider. */
    configuration?: Configuration<Settings>;
}
