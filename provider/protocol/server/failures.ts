import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import type { Failure } from "../errors";

export function toFailures(failures: readonly Failure[]): CheckFailure[] {
    return failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason));
}
