import type { Artifact } from "../../artifact/artifact";
import type { Failure } from "../../protocol/errors";
import type { CheckRequest, CheckResult } from "../../protocol/resource";
import { boardFailures } from "../board/fit";
import type { DiskInputs } from "../disk";
import { fitOf, whyNotKind, whyTooSmall } from "../fit";
import { argumentsProblem } from "../native/arguments";

/** Fills in the kind that suits the image, and refuses what could not boot. */
export function checkDisk({ inputs, unknowns }: CheckRequest<DiskInputs>): CheckResult<DiskInputs> {
    const { image, args, board } = inputs;
    if (board !== undefined || unknowns.has("board")) {
        if (!image || unknowns.has("image")) return {};
        return { failures: [...boardFailures(image, inputs), ...sizeFailures(image, inputs)] };
    }
    if (!image || unknowns.has("image") || unknowns.has("kind")) {
        return inputs.kind === undefined && !unknowns.has("kind") ? { unknown: ["kind"] } : {};
    }
    const fit = fitOf(image);
    if ("refusal" in fit) return { failures: [{ property: "image", reason: fit.refusal }] };
    const kind = inputs.kind ?? fit.kinds[0];
    const failures = [
        ...failure("kind", whyNotKind(image, kind, args)),
        ...sizeFailures(image, inputs),
        ...(kind === "native" && Array.isArray(args) ? failure("args", argumentsProblem(args)) : []),
    ];
    return { set: { kind }, failures };
}

const sizeFailures = (image: Artifact, { size }: Partial<DiskInputs>): Failure[] =>
    failure("size", whyTooSmall(image, size));

function failure(property: string, reason: string | undefined): Failure[] {
    return reason === undefined ? [] : [{ property, reason }];
}
