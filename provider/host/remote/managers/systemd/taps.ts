import { tapTag } from "../../../network/taps";
import { tapOnBridge, withoutTap } from "../tap-on-bridge";
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

const given = [
    "set -eu",
    "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin",
    uidOf,
    "tap=$2 tag=$3 bridge=$4 standby=$5 mac=$6",
];

const make = [...given, tapOnBridge].join("; ");

const remove = [...given, withoutTap].join("; ");
