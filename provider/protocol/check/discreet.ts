import { reveal } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import type { Failure } from "../errors";
import type { Secrets } from "../secrets/secrets";

/** The failures in a form in which neither we nor the engine print a secret. */
export function discreetly(failures: readonly Failure[], given: ObjectValue, secrets: Secrets): Failure[] {
    return failures.map(({ property, reason }) => ({
        property: holdsSecret(given, property) ? withoutValue(property) : property,
        reason: secrets.redact(reason),
    }));
}

function holdsSecret(given: ObjectValue, property: string): boolean {
    const value = given[property];
    return value !== undefined && reveal(value).secrets.length > 0;
}

/**
 * The engine prints the value of a top-level property beside the failure, a secret one in plain text. A quoted name is
 * the same property path, but not one that it looks up.
 */
function withoutValue(property: string): string {
    return `["${property}"]`;
}
