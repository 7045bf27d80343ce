import type { z } from "zod";
import type { Marker } from "../codec/mark";
import { reveal } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import { isSame } from "../path";
import { isSecretByType } from "../zod/secret";
import type { Secrets } from "./secrets";

/**
 * Says which parts of what a resource returned are secret: those that are secret among its inputs, those that their
 * type calls so, and every string in which a secret appears.
 */
export function secretMarker(
    schema: z.core.$ZodType,
    inputs: ObjectValue,
    secrets: Secrets,
): Required<Pick<Marker, "isSecret">> {
    const marked = reveal(inputs).secrets;
    return {
        isSecret: (path, plain) =>
            marked.some((secret) => isSame(secret, path)) ||
            isSecretByType(schema, path) ||
            (typeof plain === "string" && secrets.contains(plain)),
    };
}
