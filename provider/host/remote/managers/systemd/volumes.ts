import type { Needs } from "../service";
import { hostRoot } from "../../place";
import { deviceUnit, quoted, quotedPath } from "./quote";
import { uidOf, userOf } from "./user";

/**
 * Lines that make what an instance writes to its own before each start, and root's again after each end: another service may
 * be the next to have its user. So is what lies below our own folder, which nobody else may read.
 */
export function volumeLines(
    volumes: readonly { readonly path: string; readonly readOnly: boolean }[],
    unit: string,
): string[] {
    const paths = volumes
        .filter(({ path, readOnly }) => !readOnly || path.startsWith(`${hostRoot}/`))
        .map(({ path }) => path);
    if (paths.length === 0) return [];
    const words = [own, "sh", userOf(unit), ...paths];
    return [
        `ExecStartPre=+/bin/sh -c ${words.map(quoted).join(" ")}`,
        `ExecStopPost=-+${["/bin/chown", "root:root", "--", ...paths].map(quoted).join(" ")}`,
    ];
}

/**
 * Lines that have it wait at boot for what its volumes are on, which may be there late: a mount, a network's file system, or a disk
 * behind a network. Without them it would have been given up by then.
 */
export function awaitedLines(
    volumes: readonly { readonly path: string }[],
    { awaitsDevices = false }: Pick<Needs, "awaitsDevices">,
): string[] {
    const paths = volumes
        .map(({ path }) => path)
        .filter((path) => !path.startsWith(`${hostRoot}/instances/`));
    if (paths.length === 0) return [];
    const devices = paths.filter((path) => path.startsWith("/dev/")).map(deviceUnit);
    const files = paths.filter((path) => !path.startsWith("/dev/")).map(quotedPath);
    return [
        "After=remote-fs.target",
        ...(awaitsDevices && devices.length > 0
            ? [`After=${devices.join(" ")}`, `Wants=${devices.join(" ")}`]
            : []),
        ...(files.length > 0 ? [`RequiresMountsFor=${files.join(" ")}`] : []),
    ];
}

const own = `set -eu; ${uidOf}; shift; chown "$uid:$uid" -- "$@"`;
