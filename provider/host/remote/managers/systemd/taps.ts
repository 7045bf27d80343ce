import { tapTag, type TapDevice } from "../../../network/taps";
import { quoted } from "./quote";
import { uidOf, userOf } from "./user";

/**
 * Lines that make the TAP devices on bridges before each start and remove them after each end, as root. One with another's
 * tag is never touched.
 */
export function tapLines(taps: readonly TapDevice[], unit: string): string[] {
    return taps.flatMap(({ tap, bridge }) => {
        if (bridge === undefined) return [];
        const words = [userOf(unit), tap, tapTag(unit), bridge];
        return [
            `ExecStartPre=+/bin/sh -c ${[make, "sh", ...words].map(quoted).join(" ")}`,
            `ExecStopPost=-+/bin/sh -c ${[remove, "sh", ...words].map(quoted).join(" ")}`,
        ];
    });
}

const path = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin";
const alias = 'cat "/sys/class/net/$2/ifalias" 2>/dev/null';

const make = [
    "set -eu",
    path,
    uidOf,
    `if [ "$(${alias})" != "$3" ]; then ip tuntap add dev "$2" mode tap user "$uid"; ip link set dev "$2" alias "$3"; fi`,
    'ip link set dev "$2" master "$4"',
    'ip link set dev "$2" up',
].join("; ");

const remove = [path, `if [ "$(${alias})" = "$3" ]; then ip link delete dev "$2"; fi`].join("; ");
