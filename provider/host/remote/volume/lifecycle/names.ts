import type { VolumeInputs } from "../../../volume";
import { hostIn, idOf, nameIn } from "../../lifecycle/names";

/** A volume of this machine is known by its name, one on a host by both: `kvm1.example.org/data-3f9c2a7`. */
export function volumeId(host: VolumeInputs["host"], name: string): string {
    return host?.ssh ? idOf({ name: host.ssh.host }, name) : name;
}

export const volumeIn = nameIn;

/** For an import. */
export function volumeHostIn(id: string): VolumeInputs["host"] {
    const ssh = hostIn(id);
    return ssh && { ssh };
}
