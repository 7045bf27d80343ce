import { z } from "zod";
import { mark } from "../codec/mark";
import { reveal, type Plain, type Revealed } from "../codec/reveal";
import { defined, type ObjectValue, type Value } from "../codec/value";
import type { Failure } from "../errors";
import { formatPath, isSame, type Path } from "../path";
import { fillDefaults } from "../zod/defaults";
import { isSecretByType } from "../zod/secret";
import { shapeOf } from "../zod/shape";
import { failuresOf } from "./issues";
import { createMessages, surplusProperty } from "./messages";

export interface Validated {
    /** Defaults filled in, what was secret or unknown marked so. */
    readonly values: ObjectValue;
    /** Those among the values that are known as a whole, without marks. */
    readonly plain: Readonly<Record<string, Plain>>;
    readonly unknowns: ReadonlySet<string>;
    readonly failures: readonly Failure[];
}

/** Judges properties one by one against the shape they should have. */
export function validate(schema: z.ZodObject, given: ObjectValue): Validated {
    const shape = shapeOf(schema);
    const known = Object.keys(shape);
    const results = Object.entries(shape).map(
        ([key, property]) => [key, validateProperty(property, given[key], key)] as const,
    );
    const surplus = Object.keys(given).filter((key) => !known.includes(key) && given[key] !== null);
    return {
        values: collect(results, "value"),
        plain: collect(results, "plain"),
        unknowns: new Set(results.filter(([, { isUnknown }]) => isUnknown).map(([key]) => key)),
        failures: [
            ...surplus.map((key) => ({ property: formatPath([key]), reason: surplusProperty(key, known) })),
            ...results.flatMap(([, { failures }]) => failures),
        ],
    };
}

interface ValidatedProperty {
    readonly value?: Value;
    readonly plain?: Plain;
    readonly isUnknown: boolean;
    readonly failures: readonly Failure[];
}

const absent: Revealed = { plain: undefined, secrets: [], unknowns: [] };

function validateProperty(schema: z.core.$ZodType, given: Value | undefined, key: string): ValidatedProperty {
    // SDKs of languages without `undefined` send null for what the user left out.
    const value = given ?? undefined;
    const { plain, secrets, unknowns } = value === undefined ? absent : reveal(value, [key]);
    const isUnknown = unknowns.length > 0;
    const parsed = parse(schema, plain, { showValues: secrets.length === 0, isUnknown });

    if (isUnknown || !parsed.success) {
        const issues = parsed.error?.issues.map((issue) => ({ ...issue, path: [key, ...issue.path] })) ?? [];
        return { value: fillDefaults(schema, value), isUnknown, failures: failuresOf(issues, unknowns) };
    }
    const isSecret = (path: Path) =>
        secrets.some((secret) => isSame(secret, path)) || isSecretByType(schema, path.slice(1));
    const data = parsed.data as Plain;
    return { value: mark(data, { isSecret }, [key]), plain: data, isUnknown, failures: [] };
}

type Parsed = Pick<z.ZodSafeParseResult<unknown>, "success" | "data" | "error">;

function parse(
    schema: z.core.$ZodType,
    plain: Plain,
    { showValues, isUnknown }: { readonly showValues: boolean; readonly isUnknown: boolean },
): Parsed {
    try {
        return z.safeParse(schema, plain, { error: createMessages({ showValues }) });
    } catch (error) {
        // A refinement may trip over what is missing because it is not known yet.
        if (isUnknown) return { success: false };
        throw error;
    }
}

function collect<Name extends "value" | "plain">(
    results: readonly (readonly [string, ValidatedProperty])[],
    name: Name,
): Record<string, NonNullable<ValidatedProperty[Name]>> {
    return defined(Object.fromEntries(results.map(([key, result]) => [key, result[name]]))) as Record<
        string,
        NonNullable<ValidatedProperty[Name]>
    >;
}
