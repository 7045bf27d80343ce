import { quoted } from "./quote";
import { uidOf, userOf } from "./user";

/** A line that makes what an instance writes to its own, before each start. */
export function volumeLines(
    volumes: readonly { readonly path: string; readonly readOnly: boolean }[],
    unit: string,
): string[] {
    const paths = volumes.filter(({ readOnly }) => !readOnly).map(({ path }) => path);
    if (paths.length === 0) return [];
    const words = [own, "sh", userOf(unit), ...paths];
    return [`ExecStartPre=+/bin/sh -c ${words.map(quoted).join(" ")}`];
}

const own = `set -eu; ${uidOf}; shift; chown "$uid:$uid" -- "$@"`;
