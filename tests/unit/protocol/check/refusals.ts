import { z } from "zod";
import { validate } from "../../../../provider/protocol/check/validate";
import type { Value } from "../../../../provider/protocol/codec/value";

/** What is said of each property that its type refuses. */
export function refusals(
    shape: Readonly<Record<string, z.ZodType>>,
    given: Readonly<Record<string, Value>>,
): Record<string, string> {
    const { failures } = validate(z.strictObject(shape), given);
    return Object.fromEntries(failures.map(({ property, reason }) => [property, reason]));
}
