/**
 * The user an instance runs as: nobody else's, made by systemd for as long as it runs, so that /etc/passwd stays as it is.
 */
export function userOf(unit: string): string {
    return `uk${unit}`;
}

/** For a shell script of a unit, as not every host resolves the names of such users. */
export const uidOf = 'uid=$(readlink "/run/systemd/dynamic-uid/direct:$1")';
