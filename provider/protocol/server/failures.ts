import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { wellFormed } from "../codec/text";
import type { Failure } from "../errors";

export function toFailures(failures: readonly Failure[]): CheckFailure[] {
    return failures.map(({ property, reason }) =>
        new CheckFailure().setProperty(wellFormed(property)).setReason(wellFormed(reason)),
    );
}
