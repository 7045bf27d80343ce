/**
 * Shell functions for the published ports of generations. `lead_to`: they lead to the instance in the folder `$1`, and no more to those in
 * the folders `$2`, which do not take them back when they or the host are started again. `note_before FILE FOLDER`: what had the ports, or
 * the place on the bridges, before `$folder` is on record there, so that it can be given back.
 */
export const leading = `
note_before() { printf '%s\\n' "\${2##*/}" >>"$folder/$1"; }
lead_to() {
    : >"$1/serving"
    for other in $2; do rm -f "$other/serving"; done
    sh "$1/publish" "$1"
}
`;

/**
 * What `$folder` has taken over goes back to an older generation that runs, before it is removed: something serves at every moment. Where
 * `$yields` is `or-stays`, one that nobody can take over from is left as it is. Needs `handover`, `managed` and `ownership`.
 */
export const yieldUp = `
runs() { manager=$(cat "$1/manager" 2>/dev/null) && [ "$(managed activity "\${1##*/}")" = running ]; }
leads_ports() { [ -e "$1/serving" ]; }
has_place() { [ ! -e "$1/standby" ] && is_in_place "$1"; }
# Sets successor to one that $1 is true for and that runs, or else to one that runs of the file $2, and older to one that is in that.
find_successor() {
    successor=
    older=
    for sibling in $siblings; do
        if "$1" "$sibling" && (runs "$sibling"); then successor=$sibling; fi
    done
    for name_before in $(cat "$folder/$2" 2>/dev/null || :); do
        for sibling in $siblings; do
            [ "\${sibling##*/}" = "$name_before" ] || continue
            older=$sibling
            if [ -z "$successor" ] && (runs "$sibling"); then successor=$sibling; fi
        done
    done
}
stays_alone() {
    [ -n "$older" ] && [ -z "$successor" ] && [ "$yields" = or-stays ] || return 0
    say kept "$name"
    exit 0
}
if [ "$yields" != never ] && mine "$folder/owner"; then
    own_urn=$(urn_of "$folder")
    siblings=
    for other in "$root"/instances/*; do
        [ "$other" = "$folder" ] || [ "$(urn_of "$other")" != "$own_urn" ] || siblings="$siblings $other"
    done
    if [ -s "$folder/place-before" ]; then
        find_successor has_place place-before
        ! is_in_place "$folder" || stays_alone
        if [ -n "$successor" ] && ! has_place "$successor"; then
            (siblings=$folder; folder=$successor; take_over)
        fi
    fi
    if [ -s "$folder/ports" ]; then
        find_successor leads_ports ports-before
        ! leads_ports "$folder" || stays_alone
        [ -z "$successor" ] || lead_to "$successor" "$folder"
    fi
fi
`;
