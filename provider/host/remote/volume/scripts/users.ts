/** A shell function that prints the names of the instances on the machine that have `$quoted_path` among their inputs. */
export const users = `
users() {
    for inputs_of in "$root"/instances/*/"$record"; do
        grep -q -s -F -e "$quoted_path" "$inputs_of" || continue
        inputs_of=\${inputs_of%/*}
        echo "\${inputs_of##*/}"
    done
}
`;
