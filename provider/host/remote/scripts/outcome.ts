/* What a start says of how it went: what its script ends with. */

/**
 * Of each older generation, whether it goes on. What another manager keeps, of which this one knows nothing, is asked by its records.
 * What its console says is asked for where something is wrong.
 */
export const answer = (verdicts: number): string => `
for other in $siblings; do
    does=ended
    if [ "$(cat "$other/manager" 2>/dev/null)" != "$manager" ]; then [ ! -e "$other/serving" ] || does=serves
    elif [ "$(managed activity "\${other##*/}")" = ended ]; then :
    elif [ -e "$other/serving" ]; then does=serves
    else does=runs
    fi
    say sibling "\${other##*/} $does"
done
[ -z "$meanwhile" ] || wait "$meanwhile" || :
[ ! -e "$folder/version.new" ] || mv -f "$folder/version.new" "$folder/version"
look "$folder"
if [ -n "$problem" ] || [ "$activity" != running ]; then
    console=$(managed console "$name" "$lines")
    [ -z "$console" ] || printf '%s\\n' "$console" | sed 's/^/console /'
    ${Array.from({ length: verdicts }, (_, index) => verdict(index)).join("")}
fi
`;

/** What is not ready may yet be kept: that is not for this script to say. */
export const finish = `
if [ -z "$problem" ] && [ "$activity" = running ]; then
    finish_creation
    say creation finished
fi
`;

const verdict = (index: number): string => `
say verdict "${index} $(printf '%s\\n' "$console" | sed -n "$verdict_${index}" | tail -n 1)"
`;
