import { linuxOrBsd } from "./platform/either";

/**
 * A shell function that says which firewalls of others drop, on Linux, what is forwarded to or from the bridge `$1`, unless they have a
 * rule that names it. A drop cannot be undone by another table: it is theirs to let it through.
 */
export const drops = linuxOrBsd(
    String.raw`
drops() {
    nft list chains 2>/dev/null |
        awk '$1 == "table" { table = $2 " " $3 } / hook forward / && / policy drop/ { print table }' |
        while read -r family table; do
            nft list table "$family" "$table" 2>/dev/null | grep -q -F -e "\"$1\"" || say drops "$1 $family $table"
        done
}
`,
    `
drops() { :; }
`,
);
