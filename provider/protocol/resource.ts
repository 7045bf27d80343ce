import type { z } from "zod";
import type { Failure } from "./errors";

/** Where an operation tells the user how it is going. Secrets of the call are redacted from everything said here. */
export interface Progress {
    /** Replaces the resource's live status line. Throttled; may be called for every line a tool prints. */
    status(line: string): void;
    /** Leaves a message that stays on the screen. */
    note(message: string, severity?: "info" | "warning"): void;
}

/** One call of the engine, as an operation sees it. */
export interface Call<Settings> {
    /** Empty for a function. */
    readonly urn: string;
    /** The resource's name in the program: the last part of its URN. */
    readonly name: string;
    readonly settings: Settings;
    /** Aborted by Ctrl-C, by the engine giving up on the call, and by `customTimeouts`. */
    readonly signal: AbortSignal;
    readonly progress: Progress;
    /** Takes the call's secrets out of a text that goes elsewhere than to `progress` or into an error: a log file. */
    readonly redact: (text: string) => string;
}

/** Properties whose value, or a part of it, is not known yet. They are absent from `inputs`. */
export type Unknowns = ReadonlySet<string>;

export interface CheckRequest<Inputs> {
    /** Validated by the zod schema, defaults filled in. */
    readonly inputs: Partial<Inputs>;
    readonly unknowns: Unknowns;
    /** The inputs as last checked; absent for a new resource and for the new half of a replacement. */
    readonly previous?: Partial<Inputs>;
    /** Random: another one at each run and for each replacement, but for a preview whose plan is kept and carried out. */
    readonly randomSeed: Uint8Array;
}

export interface CheckResult<Inputs> {
    /** Properties to set or override; the others stay as the user gave them. */
    readonly set?: Partial<Inputs>;
    /** Those among them that Check chose since the program left them out. Diff is told of them. */
    readonly defaulted?: readonly (keyof Inputs & string)[];
    /** Properties to set that cannot be known yet, because they follow from others that are unknown. */
    readonly unknown?: readonly (keyof Inputs & string)[];
    readonly failures?: readonly Failure[];
}

export interface State<Inputs, Outputs> {
    readonly id: string;
    readonly inputs: Inputs;
    readonly outputs: Outputs;
}

export interface DiffRequest<Inputs, Outputs> {
    readonly state: State<Inputs, Outputs>;
    readonly inputs: Partial<Inputs>;
    readonly unknowns: Unknowns;
    /** Top-level inputs that differ, unknown ones included, `ignoreChanges` already applied. */
    readonly changed: ReadonlySet<keyof Inputs & string>;
    /** Inputs that Check chose. A replacement's Check, which knows nothing of the old ones, chooses anew. */
    readonly defaulted?: ReadonlySet<string>;
}

/** What a resource adds to the property by property comparison, which is made for it. */
export interface DiffResult<Inputs> {
    /** Changed inputs (property paths or top-level names) that are no change after all: `image.recipe`. */
    readonly unchanged?: readonly string[];
    /** Changed inputs that force a replacement besides the definition's `replaceOn`. */
    readonly replace?: readonly (keyof Inputs & string)[];
    /** Outputs that are not what they should be: property → why. Repaired by an update. */
    readonly drift?: Readonly<Record<string, string>>;
    /** The old one has to go before the new one can be made. */
    readonly deleteBeforeReplace?: boolean;
    /** What the user should know about the coming change, shown in the preview. */
    readonly notes?: readonly string[];
}

export interface PreviewRequest<Inputs, Outputs> {
    readonly inputs: Partial<Inputs>;
    readonly unknowns: Unknowns;
    /** Absent when the resource is to be created. */
    readonly previous?: State<Inputs, Outputs>;
}

/**
 * A resource: its types, what replaces it, and its lifecycle. It knows nothing of gRPC, secrets or unknowns:
 * values arrive plain, what was secret is marked so again in whatever is returned, and inputs are kept beside the
 * outputs in the state without the resource saying so.
 */
export interface Resource<Inputs, Outputs, Settings> {
    create(call: Call<Settings>, request: { inputs: Inputs }): Promise<{ id: string; outputs: Outputs }>;
    update(
        call: Call<Settings>,
        request: { inputs: Inputs; previous: State<Inputs, Outputs> },
    ): Promise<{ outputs: Outputs }>;
    /** `state` is absent for an import. Answers nothing when it no longer exists. */
    read(
        call: Call<Settings>,
        request: { id: string; state?: State<Inputs, Outputs> },
    ): Promise<State<Inputs, Outputs> | undefined>;
    delete(call: Call<Settings>, request: { state: State<Inputs, Outputs> }): Promise<void>;
    /** Completes and judges inputs beyond what their types say. Reads, but changes nothing. */
    check?(call: Call<Settings>, request: CheckRequest<Inputs>): Promise<CheckResult<Inputs>>;
    /** Pure. The URN is that of now: after a rename another than when it was made. */
    diff?(request: DiffRequest<Inputs, Outputs>, urn: string): DiffResult<Inputs>;
    /** The outputs that are known before anything is done. Changes nothing. */
    preview?(call: Call<Settings>, request: PreviewRequest<Inputs, Outputs>): Promise<Partial<Outputs>>;
}

/** Parts of a resource, function or provider that the schema tells its users. */
export interface Documentation {
    readonly description: string;
    /** Whole TypeScript programs, type-checked in CI. Two of them for every resource. */
    readonly examples: readonly { readonly title: string; readonly typescript: string }[];
}

type Values = Record<string, unknown>;

export interface ResourceDefinition<Settings> extends Documentation {
    /** `unikernel:index:Image` */
    readonly token: string;
    readonly inputs: z.ZodObject;
    /** What it has besides its inputs, which are outputs too. */
    readonly outputs: z.ZodObject;
    /** Top-level inputs whose change replaces the resource. */
    readonly replaceOn: readonly string[];
    /** Loaded at the resource's first use, so that the plugin starts without it. */
    readonly lifecycle: () => Promise<Resource<Values, Values, Settings>>;
}

export interface FunctionDefinition<Settings> extends Documentation {
    /** `unikernel:index:inspect` */
    readonly token: string;
    readonly inputs: z.ZodObject;
    readonly outputs: z.ZodObject;
    readonly load: () => Promise<(call: Call<Settings>, inputs: Values) => Promise<Values>>;
}

/** What package managers and the generators of SDKs are told besides. */
export interface PackageMetadata {
    readonly displayName: string;
    readonly publisher: string;
    readonly license: string;
    readonly keywords: readonly string[];
    /** Where an SDK finds the plugin it needs. */
    readonly pluginDownloadURL: string;
    /** Names of the packages, and what else each language's generator wants to know. */
    readonly language: Readonly<Record<string, unknown>>;
}

export interface ProviderDefinition<Settings> {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    /** Where the source and the issues are: a page without a `/` at its end. */
    readonly repository: string;
    readonly config: z.ZodObject;
    readonly configure: (config: Values) => Settings;
    readonly resources: readonly ResourceDefinition<Settings>[];
    readonly functions: readonly FunctionDefinition<Settings>[];
    readonly package?: PackageMetadata;
}

/** Ties a lifecycle to the types its schemas describe. */
export function resource<Inputs extends z.ZodObject, Outputs extends z.ZodObject, Settings>(
    definition: Documentation & {
        readonly token: string;
        readonly inputs: Inputs;
        readonly outputs: Outputs;
        readonly replaceOn: readonly (keyof z.output<Inputs> & string)[];
        readonly lifecycle: () => Promise<Resource<z.output<Inputs>, z.output<Outputs>, Settings>>;
    },
): ResourceDefinition<Settings> {
    return definition as unknown as ResourceDefinition<Settings>;
}

/** Ties a function to the types its schemas describe. */
export function providerFunction<Inputs extends z.ZodObject, Outputs extends z.ZodObject, Settings>(
    definition: Documentation & {
        readonly token: string;
        readonly inputs: Inputs;
        readonly outputs: Outputs;
        readonly load: () => Promise<
            (call: Call<Settings>, inputs: z.output<Inputs>) => Promise<z.output<Outputs>>
        >;
    },
): FunctionDefinition<Settings> {
    return definition as unknown as FunctionDefinition<Settings>;
}
