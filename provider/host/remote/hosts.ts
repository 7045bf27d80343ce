import { join } from "node:path";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { connectSsh, type Connection, type SshHost } from "../connection";
import { lookScript } from "./scripts/look";
import { sightsIn, type Sight } from "./sight";
import { answersOf } from "./refusals";

/** A host, and what is known of it for as long as the plugin runs. */
export interface RemoteHost {
    readonly name: string;
    readonly connection: Connection;
    /** By the name of QEMU's program. */
    readonly kvmWorks: Map<string, boolean>;
    /** What programs say of themselves, by their name. */
    readonly versions: Map<string, string>;
    looked?: Look;
}

interface Look {
    readonly sights: Promise<readonly Sight[]>;
    /** Absent while it lasts. */
    endedAt?: number;
}

const hosts = new Map<string, RemoteHost>();

export function hostOf({ settings }: Pick<Call<Settings>, "settings">, ssh: SshHost): RemoteHost {
    const key = JSON.stringify([settings.store, ssh]);
    const known = hosts.get(key);
    if (known) return known;
    const host: RemoteHost = {
        name: ssh.host,
        connection: connectSsh(ssh, { folder: join(settings.store, "ssh") }),
        ...{ kvmWorks: new Map(), versions: new Map() },
    };
    hosts.set(key, host);
    return host;
}

/** A refresh asks for one instance after the other: one look shows them all. */
const freshMs = 2_000;

/** What the host's instances are like now. After a change of ours to one, it is looked at again. */
export function sightsOn(host: RemoteHost, signal: AbortSignal): Promise<readonly Sight[]> {
    if (host.looked && isFresh(host.looked)) return host.looked.sights;
    const look: Look = { sights: lookNow(host, signal) };
    host.looked = look;
    look.sights.then(
        () => {
            look.endedAt = performance.now();
        },
        // What failed for one is tried anew for the next.
        () => {
            if (host.looked === look) host.looked = undefined;
        },
    );
    return look.sights;
}

/** A look at a crowd takes its time, and those who ask are let in a few at a time. */
function isFresh({ endedAt }: Look): boolean {
    return endedAt === undefined || performance.now() - endedAt < freshMs;
}

async function lookNow(host: RemoteHost, signal: AbortSignal): Promise<readonly Sight[]> {
    const output = await host.connection.run(lookScript, { signal });
    answersOf(host, output);
    return sightsIn(output);
}

export function hasChanged(host: RemoteHost): void {
    host.looked = undefined;
}
