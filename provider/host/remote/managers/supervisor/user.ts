const first = 0x70000000;

/**
 * The number of the user an instance runs as. It is in nobody's /etc/passwd, and in the range that distributions leave to
 * nobody: above that of containers, below the numbers that some programs take for negative ones.
 */
export function uidOf(unit: string): number {
    return first + (Number.parseInt(unit.slice(0, 7), 16) % 0x10000000);
}
