import type { z } from "zod";
import type { Marker } from "../codec/mark";
import { reveal } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import { isCovered, isSame } from "../path";
import { secretPatterns } from "../zod/secret";
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
    const patterns = secretPatterns(schema);
    return {
        isSecret: (path, plain) =>
            marked.some((secret) => isSame(secret, path)) ||
            patterns.some((pattern) => pattern.length === path.length && isCovered(path, pattern)) ||
            (typeof plain === "string" && secrets.contains(plain)),
    };
}
