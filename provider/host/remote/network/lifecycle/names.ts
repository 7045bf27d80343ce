import type { NetworkInputs } from "../../../network";
import { hostIn, idOf, nameIn } from "../../lifecycle/names";

/** A network of this machine is known by its bridge, one on a host by both: `kvm1.example.org/br0`. */
export function networkId(host: NetworkInputs["host"], bridge: string): string {
    return host?.ssh ? idOf({ name: host.ssh.host }, bridge) : bridge;
}

export const bridgeIn = nameIn;

/** For an import. */
export function networkHostIn(id: string): NetworkInputs["host"] {
    const ssh = hostIn(id);
    return ssh && { ssh };
}
