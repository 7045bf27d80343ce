import { stat } from "node:fs/promises";
import type { Failure } from "../../../../protocol/errors";
import type { Call, CheckRequest, CheckResult, Unknowns } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import { checkHost } from "../../../check/host";
import { checkName } from "../../../check/name";
import { nameFor } from "../../../name";
import type { VolumeInputs } from "../../../volume";
import { tooLarge, unreadable } from "./content";

type Inputs = Partial<VolumeInputs>;

const mebibyte = 1024 * 1024;

export async function check(
    call: Call<Settings>,
    request: CheckRequest<VolumeInputs>,
): Promise<CheckResult<VolumeInputs>> {
    const { inputs, previous, unknowns } = request;
    const named = nameFor(call.name, request);
    const source = await checkSource(inputs, { previous, unknowns });
    const failures = [...checkVolume(inputs, unknowns), ...source.failures];
    return { ...named, set: { ...named.set, ...source.set }, failures };
}

/** Pure. */
export function checkVolume(inputs: Inputs, unknowns: Unknowns): Failure[] {
    return [
        ...checkHost({ host: inputs.host }, unknowns),
        ...checkName(inputs.name),
        ...checkKind(inputs),
        ...checkSize(inputs, unknowns),
        ...checkPlaces(inputs),
    ];
}

function checkKind({ lvm, device, format }: Inputs): Failure[] {
    if (lvm !== undefined && device !== undefined)
        return [
            {
                property: "device",
                reason: "it cannot be both a device and a logical volume; give one of them",
            },
        ];
    if ((lvm ?? device) === undefined || format !== "qcow2") return [];
    return [{ property: "format", reason: `a ${lvm ? "logical volume" : "device"} is raw; leave it out` }];
}

function checkSize({ size, device, source }: Inputs, unknowns: Unknowns): Failure[] {
    if (device !== undefined && size !== undefined)
        return [{ property: "size", reason: "a device has the size that it has; leave it out" }];
    const isOpen = (["size", "device", "source"] as const).some((name) => unknowns.has(name));
    if (isOpen || (size ?? device ?? source) !== undefined) return [];
    return [
        {
            property: "size",
            reason: "say how large it is to be, in MiB: 64; or give a `device` or a `source`",
        },
    ];
}

/** They are words of scripts' records and of unit files. */
function checkPlaces({ lvm, device }: Inputs): Failure[] {
    return [
        ...(lvm === undefined || /^[A-Za-z0-9_+.][\w+.-]{0,126}$/.test(lvm.group)
            ? []
            : [{ property: "lvm.group", reason: "not the name of a volume group: vg0" }]),
        ...(device === undefined || /^\/dev\/[\w.:+@=/-]+$/.test(device)
            ? []
            : [{ property: "device", reason: "not the path of a device: /dev/sdb1 or /dev/disk/by-id/…" }]),
    ];
}

interface Known {
    readonly previous?: Inputs;
    readonly unknowns: Unknowns;
}

/** A volume that is there needs its source no more: another machine may not have it. */
async function checkSource(
    { source, size, device }: Inputs,
    { previous, unknowns }: Known,
): Promise<{ readonly set: Inputs; readonly failures: Failure[] }> {
    if (source === undefined) return { set: {}, failures: [] };
    const fail = (reason: string) => ({ set: {}, failures: [{ property: "source", reason }] });
    const isMeasured = size === undefined && device === undefined && !unknowns.has("size");
    const measured = (bytes: number): Inputs =>
        isMeasured ? { size: previous?.size ?? Math.ceil(bytes / mebibyte) } : {};
    if (previous?.source === source) return { set: measured(0), failures: [] };
    const status = await stat(source).catch((error: unknown) => unreadable(source, error));
    if (typeof status === "string") return fail(status);
    if (!status.isFile()) return fail(`${source} is not a file`);
    if (status.size === 0) return fail(`${source} is empty`);
    if (size !== undefined && status.size > size * mebibyte)
        return fail(tooLarge(source, status.size, size * mebibyte));
    return { set: measured(status.size), failures: [] };
}
