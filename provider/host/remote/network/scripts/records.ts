/** One at a time may claim a name and addresses. A network of that name that is another's is left alone. */
export const claimRecords = `
take_turn "$root/networks"
if [ -e "$folder/owner" ]; then
    mine "$folder/owner" || refuse taken "$(cat "$folder/owner")"
fi
`;

/** What a network has on record is its own, though its bridge may not be there yet. What is left of this resource under another name holds nothing. */
export const claimAddresses = `
for other in "$root"/networks/*; do
    [ "$other" != "$folder" ] && [ -e "$other/prefixes" ] && [ -e "$other/owner" ] || continue
    their=$(urn_of "$other")
    [ "$their" != "\${owner#* * * }" ] || continue
    for theirs in $(cat "$other/prefixes"); do
        for own in $prefixes; do
            case $own in "$theirs"*) refuse reserved "\${other##*/} $their" ;; esac
            case $theirs in "$own"*) refuse reserved "\${other##*/} $their" ;; esac
        done
    done
done
`;

/** What is known of a network on its host, whatever makes it there. The owner is written first: what follows can be removed by whoever finds it. */
export const writeRecords = `
mkdir -p "$folder"
chmod 0711 "$root" "\${folder%/*}"
chmod 0700 "$folder"
write "$folder/owner" "$owner"
write "$folder/inputs" "$inputs"
write "$folder/addresses" "$cidr $cidr6"
write "$folder/prefixes" "$prefixes"
write "$folder/$script_name" "$script"
end_turn "$root/networks"
`;

/** They go last, so that a removal that was cut short can be gone on with. */
export const removeRecords = `
take_turn "$root/networks"
if mine "$folder/owner"; then rm -rf "$folder"; fi
rmdir_in_turn "$root/networks"
take_turn "$root"
rmdir_in_turn "$root"
say removed done
`;
