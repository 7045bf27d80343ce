import { tapTag } from "../../../network/taps";
import { awaitBridge, makeMarkedTap } from "../tap-on-bridge";
import { outerMac } from "../outer-mac";
import type { Service } from "../service";
import { quoted } from "./quote";
import { uidOf, userOf } from "./user";

/**
 * Lines that make the TAP devices on bridges before each start and remove them after each end, as root. One with another's
 * tag is never touched. One that stands by is on a bridge apart.
 */
export function tapLines({ taps, unit, folder }: Pick<Service, "taps" | "unit" | "folder">): string[] {
    return taps.flatMap(({ tap, bridge, mac }) => {
        if (bridge === undefined) return [];
        const words = [userOf(unit), tap, tapTag(unit), bridge, `${folder}/standby`, outerMac(mac)];
        return [
            `ExecStartPre=+/bin/sh -c ${[make, "sh", ...words].map(quoted).join(" ")}`,
            `ExecStopPost=-+/bin/sh -c ${[remove, "sh", ...words].map(quoted).join(" ")}`,
        ];
    });
}

const path = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin";
const named = "tap=$2 tag=$3";
const alias = 'cat "/sys/class/net/$tap/ifalias" 2>/dev/null';

const make = [
    "set -eu",
    path,
    uidOf,
    named,
    `if [ "$(${alias})" != "$tag" ]; then ${makeMarkedTap}; fi`,
    'ip link set dev "$tap" address "$6"',
    "bridge=$4",
    awaitBridge,
    'if [ -e "$5" ]; then bridge=ub${tap#uk}; fi',
    'ip link set dev "$tap" master "$bridge"',
    'ip link set dev "$tap" up',
].join("; ");

const remove = [path, named, `if [ "$(${alias})" = "$tag" ]; then ip link delete dev "$tap"; fi`].join("; ");
