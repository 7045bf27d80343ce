import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";

type Volumes = InstanceInputs["volumes"];

export function checkVolumes(volumes: Volumes = {}): Failure[] {
    return Object.entries(volumes)
        .filter(([, { sectorSize = 512 }]) => sectorSize < 512 || !Number.isInteger(Math.log2(sectorSize)))
        .map(([device, { sectorSize }]) => ({
            property: `volumes.${device}.sectorSize`,
            reason: `${sectorSize} is not a sector size: a power of two, at least 512`,
        }));
}

export function checkVolumesAttachable({ name, attaches }: Hypervisor, volumes: Volumes = {}): Failure[] {
    return Object.entries(volumes).flatMap(([device, { readOnly }]) => {
        if (!attaches.volumes) {
            const reason = `a ${name} has no block devices; give it the file's path in \`args\``;
            return [{ property: `volumes.${device}`, reason }];
        }
        if (!readOnly || attaches.readOnlyVolumes) return [];
        const reason = `${name} cannot attach a volume read-only; leave it out, or use qemu`;
        return [{ property: `volumes.${device}.readOnly`, reason }];
    });
}
