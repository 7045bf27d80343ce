import type { SshHost } from "../../connection";
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
