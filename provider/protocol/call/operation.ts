import type { Value } from "../codec/value";
import { configure } from "../config/config";
import { createProgress } from "../engine/progress";
import type { Call } from "../resource";
import type { Runtime } from "../runtime";
import { secretsOf, type Secrets } from "../secrets/secrets";
import { Stopped } from "./calls";
import { toStatusError } from "./failure";

export interface Operation {
    /** `create`, as in an error message. */
    readonly action: string;
    /** Empty for a function. */
    readonly urn: string;
    readonly timeoutSeconds?: number;
    /** Everything that may hold secrets of this operation, besides the configuration. */
    readonly values: readonly Value[];
    /** Calls back when the engine gives up on the call. */
    readonly onAbandoned: (stop: () => void) => void;
}

/** What an operation works with. */
export interface Context<Settings> {
    readonly call: Call<Settings>;
    readonly secrets: Secrets;
}

/**
 * Runs one operation of a resource or function: with its signal, its progress and its secrets, and with whatever it
 * throws turned into the error that the engine understands.
 */
export async function operate<Settings, Result>(
    runtime: Runtime<Settings>,
    operation: Operation,
    run: (context: Context<Settings>) => Promise<Result>,
): Promise<Result> {
    const { settings, values } = (runtime.configuration ??= configure(runtime.definition, {}));
    const secrets = secretsOf(values, ...operation.values);
    const progress = createProgress(runtime.engine, operation.urn, secrets);
    const running = runtime.calls.begin(operation.action, operation.timeoutSeconds);
    operation.onAbandoned(() => {
        running.stop(new Stopped("cancelled", "The engine gave up on the operation."));
    });

    const { urn } = operation;
    const { signal } = running;
    try {
        const { redact } = secrets;
        return await run({ call: { urn, name: nameOf(urn), settings, signal, progress, redact }, secrets });
    } catch (error) {
        throw toStatusError(error, {
            action: operation.action,
            signal,
            secrets,
            provider: runtime.definition,
        });
    } finally {
        progress.end();
        await runtime.engine.delivered();
        running.end();
    }
}

function nameOf(urn: string): string {
    // urn:pulumi:stack::project::type::name, where only the name may hold `::` itself.
    return urn.split("::").slice(3).join("::");
}
