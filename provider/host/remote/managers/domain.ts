/** What a manager of domains calls an instance. */
export function domainName(name: string): string {
    return `unikernel-${name}`;
}

/** Its first half is the instance's own number. The other spells "pulumi". */
export function domainUuid(unit: string): string {
    return [unit.slice(0, 8), unit.slice(8, 12), unit.slice(12, 16), "8000", "70756c756d69"].join("-");
}
