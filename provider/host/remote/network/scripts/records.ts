/** A network of that name that is another's is left alone. */
export const claimRecords = `
if [ -e "$folder/owner" ]; then
    mine "$folder/owner" || refuse taken "$(cat "$folder/owner")"
fi
`;

/** What is known of a network on its host, whatever makes it there. The owner is written first: what follows can be removed by whoever finds it. */
export const writeRecords = `
mkdir -p "$folder"
chmod 0711 "$root" "\${folder%/*}"
chmod 0700 "$folder"
write "$folder/owner" "$owner"
write "$folder/inputs" "$inputs"
write "$folder/addresses" "$cidr $cidr6"
write "$folder/$script_name" "$script"
`;
