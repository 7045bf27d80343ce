import type { Artifact } from "../../artifact/artifact";
import { argumentsProblem, fitOf, whyNotKind, whyTooSmall, type DiskKind } from "../../disk";
import type { Failure } from "../../protocol/errors";
import type { Call, CheckRequest, CheckResult, Unknowns } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { credentials } from "../credentials/credentials";
import type { Pace } from "../http/pace";
import type { ImageInputs } from "../image";
import { familyName } from "../plan/families";
import { impossibleFeatures } from "../plan/features";
import { missingFeatures, whyNotFamily } from "../plan/fit";
import { labelFailure } from "../plan/labels";
import { longestName } from "../plan/names";
import { placeFailure } from "../plan/places";
import { settingsOf } from "./cloud";
import { dateFailure, replacementFailure } from "./deprecation";

type Inputs = Partial<ImageInputs>;

export async function check(
    call: Call<Settings>,
    { inputs, unknowns, previous }: CheckRequest<ImageInputs>,
    pace: Pace,
): Promise<CheckResult<ImageInputs>> {
    const failures = checkImage(inputs, unknowns);
    const kind = defaultKind(inputs, unknowns);
    const set = kind === undefined ? {} : { kind };
    if (inputs.project !== undefined || unknowns.has("project")) return { set, failures };
    const project = previous?.project ?? (await defaultProject(call, pace));
    if (project !== undefined) return { set: { ...set, project }, failures };
    const reason =
        "say which project the image is for: here, or with `pulumi config set --path unikernel:gcp.project NAME`";
    return { set, failures: [...failures, { property: "project", reason }] };
}

async function defaultProject(call: Call<Settings>, pace: Pace): Promise<string | undefined> {
    const settings = settingsOf(call);
    return settings.project ?? (await credentials(settings, pace).project(call.signal));
}

/** Follows from the target, so that it is known, and its change is seen, in a preview. */
function defaultKind({ kind, image }: Inputs, unknowns: Unknowns): DiskKind | undefined {
    return kind !== undefined || unknowns.has("kind") || image === undefined
        ? undefined
        : fitOf(image).kinds[0];
}

/** Pure. */
export function checkImage(inputs: Inputs, unknowns: Unknowns): Failure[] {
    return [
        ...checkFit(inputs, unknowns),
        ...checkArguments(inputs, unknowns),
        ...checkNames(inputs),
        ...checkBucket(inputs),
        ...checkLabels(inputs),
        ...checkLocations(inputs),
        ...checkDeprecation(inputs),
    ];
}

function checkFit(inputs: Inputs, unknowns: Unknowns): Failure[] {
    const { image, kind, args } = inputs;
    if (image === undefined || unknowns.has("kind")) return [];
    const fit = fitOf(image);
    if ("refusal" in fit) return [{ property: "image", reason: fit.refusal }];
    const chosen = kind ?? fit.kinds[0];
    const unfit = whyNotKind(image, chosen, args);
    if (unfit !== undefined) return [{ property: kind === undefined ? "args" : "kind", reason: unfit }];
    return [
        ...checkSize(image, inputs),
        ...checkMachines(image, chosen, inputs),
        ...checkFeatures(image, chosen, inputs, unknowns),
    ];
}

function checkSize(image: Artifact, { sizeGiB }: Inputs): Failure[] {
    const reason = whyTooSmall(image, sizeGiB);
    return reason === undefined ? [] : [{ property: "sizeGiB", reason }];
}

function checkMachines(image: Artifact, kind: DiskKind, { machineFamily }: Inputs): Failure[] {
    const reason = machineFamily === undefined ? undefined : whyNotFamily(image, kind, machineFamily);
    return reason === undefined ? [] : [{ property: "machineFamily", reason }];
}

function checkFeatures(
    { name }: Artifact,
    kind: DiskKind,
    { machineFamily, guestOsFeatures }: Inputs,
    unknowns: Unknowns,
): Failure[] {
    if (unknowns.has("guestOsFeatures")) return [];
    const property = "guestOsFeatures";
    const impossible = impossibleFeatures(kind, guestOsFeatures ?? []);
    if (impossible.length > 0) {
        const reason = `${name} boots natively and cannot use ${impossible.join(", ")}: leave that out`;
        return [{ property, reason }];
    }
    const missing =
        kind === "native" || machineFamily === undefined
            ? []
            : missingFeatures(kind, guestOsFeatures, machineFamily);
    if (missing.length === 0) return [];
    const reason = `${familyName(machineFamily ?? "")} does not boot an image that is not said to have ${missing.join(" and ")}: add that, or leave guestOsFeatures out`;
    return [{ property, reason }];
}

/** What no native disk can pass on; an appliance takes any. */
function checkArguments(inputs: Inputs, unknowns: Unknowns): Failure[] {
    const { args, image, kind = image && fitOf(image).kinds[0] } = inputs;
    if (kind !== "native" || !Array.isArray(args) || unknowns.has("kind") || unknowns.has("args")) return [];
    const reason = argumentsProblem(args);
    return reason === undefined ? [] : [{ property: "args", reason }];
}

const isName = (name: string): boolean => /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name);
const rule = "lower-case letters, digits and dashes, a letter first and no dash last";

function checkNames({ name, family }: Inputs): Failure[] {
    return [
        ...(name === undefined || (isName(name) && name.length <= longestName)
            ? []
            : [{ property: "name", reason: `not a name of an image: ${rule}, ${longestName} at most` }]),
        ...(family === undefined || (isName(family) && family.length <= 63)
            ? []
            : [{ property: "family", reason: `not a name of a family: ${rule}, 63 at most` }]),
    ];
}

function checkLabels({ labels = {} }: Inputs): Failure[] {
    const failures = Object.entries(labels).flatMap(([name, value]) => {
        const reason = labelFailure(name, value);
        return reason === undefined ? [] : [{ property: `labels.${name}`, reason }];
    });
    const many = Object.keys(labels).length > mostLabels;
    return many
        ? [...failures, { property: "labels", reason: `GCE takes ${mostLabels} besides the provider's own` }]
        : failures;
}
const mostLabels = 62;

function checkLocations({ storageLocations = [] }: Inputs): Failure[] {
    const property = "storageLocations";
    const [name] = storageLocations;
    if (storageLocations.length > 1)
        return [{ property, reason: "an image is kept in one region or multi-region: give one" }];
    const reason = name === undefined ? undefined : placeFailure(name);
    return reason === undefined ? [] : [{ property, reason }];
}

function checkDeprecation({ deprecated = { state: "ACTIVE" } }: Inputs): Failure[] {
    const { replacement } = deprecated;
    const dates = (["deprecated", "obsolete", "deleted"] as const).map((name) => ({
        property: `deprecated.${name}`,
        reason: deprecated[name] === undefined ? undefined : dateFailure(deprecated[name]),
    }));
    const reason = replacement === undefined ? undefined : replacementFailure(replacement);
    return [{ property: "deprecated.replacement", reason }, ...dates].flatMap(({ property, reason }) =>
        reason === undefined ? [] : [{ property, reason }],
    );
}

/** An import does not know it. */
function checkBucket({ bucket = "" }: Inputs): Failure[] {
    if (bucket === "" || /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(bucket)) return [];
    const reason = bucket.startsWith("gs://")
        ? `give the bucket's name alone: "${bucket.slice("gs://".length).replace(/\/.*$/, "")}"`
        : "not a name of a bucket: lower-case letters, digits, dashes, underscores and dots, 3 at least";
    return [{ property: "bucket", reason }];
}
