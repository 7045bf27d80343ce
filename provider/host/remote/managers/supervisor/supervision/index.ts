import { freebsdSupervision, openbsdSupervision } from "./bsd";
import { supervision } from "./common";
import { linuxSupervision } from "./linux";

/** By the operating system's name, as `uname` says it. */
const supervisions = {
    Linux: linuxSupervision,
    FreeBSD: freebsdSupervision,
    OpenBSD: openbsdSupervision,
} as const;

export type System = keyof typeof supervisions;

export function supervisionOn(system: System): string {
    return `${supervision.trim()}${supervisions[system]}`;
}

/** Where a script has yet to find out which system it is on. */
export const anySupervision = `${supervision}
if [ -d /proc/sys/kernel ]; then${linuxSupervision}elif [ "$(uname -s)" = FreeBSD ]; then${freebsdSupervision}else${openbsdSupervision}fi
`;
