import { ConfigureErrorMissingKeys } from "@pulumi/pulumi/proto/provider_pb";
import { z } from "zod";
import { Code, StatusError } from "../call/status";
import { discreetly } from "../check/discreet";
import { validate } from "../check/validate";
import { mark } from "../codec/mark";
import { reveal, type Plain } from "../codec/reveal";
import { isSecret, isTagged, mapObject, secret, type ObjectValue, type Value } from "../codec/value";
import { InvalidInputs, type Failure } from "../errors";
import type { Path } from "../path";
import type { ProviderDefinition } from "../resource";
import type { Configuration } from "../runtime";
import { secretsOf } from "../secrets/secrets";
import { layersOf } from "../zod/layers";
import { isSecretByType } from "../zod/secret";
import { shapeOf } from "../zod/shape";

/** What the engine keeps among a provider's inputs for itself. */
const engineKeys = new Set(["version", "pluginDownloadURL"]);

/**
 * What is wrong with the configuration, and what the engine is to keep of it: a property that holds something secret is
 * secret, for the SDK knows of none within what it sends as JSON. What is not known yet is not wrong.
 */
export function checkConfig(
    { config }: Pick<ProviderDefinition<never>, "config">,
    given: ObjectValue,
): { readonly failures: Failure[]; readonly inputs: ObjectValue } {
    const values = typed(config, given);
    return {
        failures: discreetly(validate(config, values).failures, values, secretsOf(values)),
        inputs: mapObject(given, (value, key) =>
            !isSecret(value) && holdsSecret(values[key]) ? secret(value) : value,
        ),
    };
}

const holdsSecret = (value: Value | undefined): boolean =>
    value !== undefined && reveal(value).secrets.length > 0;

/** Settings from what the engine sent: `args`, or the `variables` of an engine that sends those alone. */
export function configure<Settings>(
    { name, config, configure: toSettings }: ProviderDefinition<Settings>,
    given: ObjectValue,
): Configuration<Settings> {
    const values = typed(config, given);
    const { plain, failures } = validate(config, values);
    const missing = failures.filter(
        ({ property }) => values[property] === undefined && property in shapeOf(config),
    );
    if (missing.length > 0) throw missingKeys(name, config, missing);
    if (failures.length > 0) throw new InvalidInputs(discreetly(failures, values, secretsOf(values)));
    return { settings: toSettings(plain), values };
}

/** `unikernel:config:store` → `store` */
export function fromVariables(variables: Iterable<[string, string]>): ObjectValue {
    return Object.fromEntries(
        [...variables].map(([key, value]) => [key.slice(key.lastIndexOf(":") + 1), value]),
    );
}

/** Configuration comes as strings, those of other types as JSON. */
function typed(config: z.ZodObject, given: ObjectValue): ObjectValue {
    const shape = shapeOf(config);
    const own = Object.entries(given).filter(([key]) => !engineKeys.has(key) && !key.startsWith("__"));
    return mapObject(Object.fromEntries(own), (value, key) =>
        typedValue(Object.hasOwn(shape, key) ? shape[key] : undefined, value),
    );
}

/**
 * What is secret by its type is so, and nothing else in the same property: the engine calls the whole of it secret for one
 * part. Where no type says anything, the engine's word counts.
 */
function typedValue(schema: z.core.$ZodType | undefined, value: Value): Value {
    const parsed = parsedValue(schema, isSecret(value) ? value.value : value);
    const isSecretPart = (path: Path, part: Plain): boolean =>
        schema !== undefined && !isTagged(part) && isSecretByType(schema, path);
    const marked = mark(parsed as Plain, { isSecret: isSecretPart }) ?? null;
    return isSecret(value) && !holdsSecret(marked) ? secret(marked) : marked;
}

function parsedValue(schema: z.core.$ZodType | undefined, value: Value): Value {
    if (typeof value !== "string" || !schema || z.safeParse(schema, value).success) return value;
    try {
        return JSON.parse(value) as Value;
    } catch {
        return value;
    }
}

function missingKeys(name: string, config: z.ZodObject, missing: readonly Failure[]): StatusError {
    const shape = shapeOf(config);
    const message = new ConfigureErrorMissingKeys();
    for (const { property } of missing) {
        const key = new ConfigureErrorMissingKeys.MissingKey().setName(`${name}:${property}`);
        const schema = shape[property];
        message.addMissingkeys(key.setDescription((schema && layersOf(schema).description) ?? ""));
    }
    const keys = missing.map(({ property }) => `${name}:${property}`).join(", ");
    return new StatusError(Code.INVALID_ARGUMENT, `The configuration lacks ${keys}.`, [
        { type: "pulumirpc.ConfigureErrorMissingKeys", message },
    ]);
}
