import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";

type Inputs = Partial<InstanceInputs>;

/** What Xen and `xl` cannot do, though others can. */
export function checkXen({ name }: Hypervisor, inputs: Inputs): Failure[] {
    return name === "xen"
        ? [...checkRestarts(inputs), ...checkReplacement(inputs), ...checkVolumes(inputs)]
        : [];
}

function checkRestarts({ restartLimit }: Inputs): Failure[] {
    if (restartLimit === undefined) return [];
    const reason =
        'xl starts a domain again as often as it ends: leave `restartLimit` out, or set `restart` to "no"';
    return [{ property: "restartLimit", reason }];
}

function checkReplacement({ replacement }: Inputs): Failure[] {
    if (replacement !== "l2") return [];
    const reason = "xl puts a domain on its bridge as soon as it starts: leave it out, or give `stop-first`";
    return [{ property: "replacement", reason }];
}

function checkVolumes({ volumes = {} }: Inputs): Failure[] {
    return Object.entries(volumes).flatMap(([device, { path = "", sectorSize = 512 }]) => [
        ...(sectorSize === 512 ? [] : [{ property: `volumes.${device}.sectorSize`, reason: sectors }]),
        ...(/\n|[,\s]$/.test(path) ? [{ property: `volumes.${device}.path`, reason: unwritable }] : []),
    ]);
}

const sectors = "Xen gives a volume the sector size of what it is made of: leave it out";
const unwritable = "xl does not take a path that ends with a comma or a space, or has a line break";
