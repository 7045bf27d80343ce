import type { Artifact } from "../../artifact/artifact";
import type { Call, CheckRequest, CheckResult } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { fitOf } from "../fit";
import type { DiskKind } from "../kind";

/** Inputs of what is made of a disk. */
interface OnDisk {
    readonly image: Artifact;
    readonly kind?: DiskKind;
    readonly appliance?: string;
}

/**
 * Adds to what a check found which appliance it is to be, where it is one, so that a new kernel is a change. It is an input:
 * a refresh asks for no check, and `ignoreChanges` keeps what there is.
 */
export async function withAppliance<Inputs extends OnDisk>(
    call: Pick<Call<Settings>, "settings">,
    { inputs, unknowns, previous }: CheckRequest<OnDisk>,
    found: CheckResult<Inputs>,
): Promise<CheckResult<Inputs>> {
    const isSaid = inputs.appliance !== undefined || unknowns.has("appliance");
    if (isSaid || (found.failures ?? []).length > 0) return found;
    const appliance =
        inputs.image === undefined
            ? previous?.appliance
            : await applianceOf(call, inputs.image, found.set?.kind ?? inputs.kind, previous?.appliance);
    return appliance === undefined
        ? found
        : { ...found, set: { ...found.set, appliance } as Partial<Inputs> };
}

async function applianceOf(
    call: Pick<Call<Settings>, "settings">,
    image: Artifact,
    kind: DiskKind | undefined = fitOf(image).kinds[0],
    previous: string | undefined,
): Promise<string | undefined> {
    if (kind !== "appliance") return undefined;
    const { identityOf } = await import("../appliance/identity");
    return identityOf(call, image, previous);
}

/** Pure. What a user is told of the change. What was made before this was on record may have any. */
export function applianceNote(old: string | undefined, now: string | undefined): string {
    if (now === undefined || old === undefined)
        return `another appliance (${old ?? "of which nothing is on record"} → ${now ?? "none"})`;
    const before = old.split(" ");
    const renewed = now.split(" ").filter((word) => !before.includes(word));
    const replaced = before.filter((word) => !now.split(" ").includes(word));
    return `another appliance (${replaced.join(" ")} → ${renewed.join(" ")})`;
}
