import type { SshHost } from "../../connection";
import type { InstanceInputs } from "../../inputs";
import { isAllowedName } from "../../name";

/** An instance on a host is known by both names: `kvm1.example.org/www-3f9c2a7`. */
export function idOf(host: { readonly name: string }, name: string): string {
    return `${host.name}/${name}`;
}

/** Nothing for the id of an instance on this machine, or what is none. The user's own SSH configuration knows the host. */
export function hostIn(id: string): SshHost | undefined {
    const host = id.slice(0, Math.max(0, id.lastIndexOf("/")));
    return /^[A-Za-z0-9][\w.:-]*$/.test(host) && isAllowedName(nameIn(id)) ? { host } : undefined;
}

/** The name on the host. */
export function nameIn(id: string): string {
    return id.slice(id.lastIndexOf("/") + 1);
}

/** What is on this machine is known by its name, what is on a host by both: `kvm1.example.org/br0`. */
export function idAt(host: InstanceInputs["host"], name: string): string {
    return host?.ssh ? idOf({ name: host.ssh.host }, name) : name;
}

/** The host in such an id, for an import. */
export function machineIn(id: string): InstanceInputs["host"] {
    const ssh = hostIn(id);
    return ssh && { ssh };
}
