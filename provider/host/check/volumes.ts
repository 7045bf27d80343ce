import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import { hostLabel } from "../where";
import { checkSecret } from "./secret-volume";

type Volumes = InstanceInputs["volumes"];

export function checkVolumes(volumes: Volumes = {}): Failure[] {
    const secrets = Object.entries(volumes).flatMap(([device, volume]) =>
        checkSecret(`volumes.${device}`, volume),
    );
    return [...secrets, ...checkSectors(volumes), ...checkPaths(volumes)];
}

/** Records and unit files have it on one line, in quotes of one kind. */
function checkPaths(volumes: NonNullable<Volumes>): Failure[] {
    return Object.entries(volumes)
        .filter(([, { path = "" }]) => /\p{Cc}/u.test(path) || (path.includes('"') && path.includes("'")))
        .map(([device]) => ({
            property: `volumes.${device}.path`,
            reason: "a path has no line breaks or other control characters, and not quotes of both kinds: rename the file",
        }));
}

function checkSectors(volumes: NonNullable<Volumes>): Failure[] {
    return Object.entries(volumes)
        .filter(([, { sectorSize = 512 }]) => sectorSize < 512 || !Number.isInteger(Math.log2(sectorSize)))
        .map(([device, { sectorSize }]) => ({
            property: `volumes.${device}.sectorSize`,
            reason: `${sectorSize} is not a sector size: a power of two, at least 512`,
        }));
}

/** The `ref` of a volume says where it is. */
export function checkVolumeHosts({
    host,
    volumes = {},
}: Pick<Partial<InstanceInputs>, "host" | "volumes">): Failure[] {
    const here = hostLabel({ host });
    return Object.entries(volumes)
        .filter(([, volume]) => volume.host !== undefined && volume.host !== here)
        .map(([device, volume]) => ({
            property: `volumes.${device}`,
            reason: `it is on ${place(volume.host)}, but the instance is on ${place(here)}; make both on one host`,
        }));
}

const place = (host = "local"): string => (host === "local" ? "this machine" : host);

export function checkVolumesAttachable(
    { name, attaches, lacks }: Hypervisor,
    volumes: Volumes = {},
): Failure[] {
    return Object.entries(volumes).flatMap(([device, { readOnly, format }]) => {
        if (!attaches.volumes) {
            const reason =
                lacks?.volumes ?? `a ${name} has no block devices; give it the file's path in \`args\``;
            return [{ property: `volumes.${device}`, reason }];
        }
        if (format === "qcow2" && !attaches.qcow2Volumes) {
            const reason = `${name} reads raw volumes only; make it raw, or use qemu`;
            return [{ property: `volumes.${device}.format`, reason }];
        }
        if (!readOnly || attaches.readOnlyVolumes) return [];
        const reason = `${name} cannot attach a volume read-only; leave it out, or use qemu`;
        return [{ property: `volumes.${device}.readOnly`, reason }];
    });
}
