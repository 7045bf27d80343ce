import { hostRoot } from "../../place";
import { quoted } from "./quote";
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

const own = `set -eu; ${uidOf}; shift; chown "$uid:$uid" -- "$@"`;
