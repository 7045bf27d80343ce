import { z } from "zod";
import type { Context } from "../../../../provider/protocol/call/operation";
import type { ObjectValue } from "../../../../provider/protocol/codec/value";
import type { Resource, ResourceDefinition } from "../../../../provider/protocol/resource";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

type Values = Record<string, unknown>;

/** What a resource was asked to do: the method, and what it was given. */
export interface Asked {
    readonly method: string;
    readonly request: unknown;
}

/** A resource that notes what it is asked and answers what a test wants. */
export function box(answers: Partial<Resource<Values, Values, unknown>>) {
    const asked: Asked[] = [];
    const noted = Object.entries(answers).map(([method, answer]) => [
        method,
        (call: unknown, request: unknown): unknown => {
            asked.push({ method, request });
            return (answer as (call: unknown, request: unknown) => unknown)(call, request);
        },
    ]);
    const definition: ResourceDefinition<unknown> = {
        ...{ token: "box:index:Box", description: "", examples: [], replaceOn: [] },
        inputs: z.strictObject({ label: z.string(), key: hidden.optional() }),
        outputs: z.strictObject({ digest: z.string(), token: hidden.optional() }),
        lifecycle: () => Promise.resolve(Object.fromEntries(noted) as Resource<Values, Values, unknown>),
    };
    return { asked, definition };
}

export const hidden = z.string().meta({ pulumi: { secret: true } });

/** A call with these values, whose secrets are the call's. */
export function contextOf(...values: ObjectValue[]): Context<unknown> {
    const secrets = secretsOf(...values);
    const progress = { status: () => undefined, note: () => undefined };
    const { signal } = new AbortController();
    return {
        call: { urn: "", name: "", settings: {}, signal, progress, redact: secrets.redact },
        secrets,
    };
}
