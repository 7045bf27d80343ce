/**
 * Shell functions. `attempt COMMAND…` tells what the command says when it fails. The rest are about what is recorded of a
 * volume in `$folder/shape`: its kind, format and path.
 */
export const disk = `
LVM_SUPPRESS_FD_WARNINGS=1
export LVM_SUPPRESS_FD_WARNINGS
attempt() {
    ! words=$("$@" 2>&1) || return 0
    case $words in
    *'No space left on device'*) refuse space "$(free)" ;;
    *'Failed to get "write" lock'*) refuse locked $(users) ;;
    esac
    printf '%s\\n' "$words" | sed 's/^/words /'
    refuse failed "$1"
}
# A file becomes as long as \`seek\` is far, and what it holds stays: where there is no truncate either.
grow() { attempt dd bs=512 "seek=$(($2 / 512))" "of=$1" </dev/null; }
free() { df -P -k "$folder" 2>/dev/null | awk 'NR == 2 { print $4 }'; }
# What the kernel knows of the device $1.
block() {
    numbers=$(stat -L -c '%t %T' "$1")
    echo "/sys/dev/block/$((0x\${numbers% *})):$((0x\${numbers#* }))"
}
tagged() {
    lvs --noheadings --options lv_tags "\${1#/dev/}" 2>/dev/null | tr -d ' ' | tr , '\\n' | grep -q -x -F -e "$2"
}
# size KIND FORMAT PATH: in bytes, as a unikernel sees it. That of a qcow2 file is in its header, the first byte highest.
size() {
    case $1-$2 in
    # It is not read for that, as by wc of busybox.
    file-raw) ls -dlnL "$3" | { read -r _ _ _ _ bytes _ && echo "$bytes"; } ;;
    file-*)
        od -A n -t u1 -j 24 -N 8 "$3" | {
            read -r a b c d e f g h
            echo $((((((((a * 256 + b) * 256 + c) * 256 + d) * 256 + e) * 256 + f) * 256 + g) * 256 + h))
        }
        ;;
    *) echo $(($(cat "$(block "$3")/size") * 512)) ;;
    esac
}
`;

/** Removes all that was made for the volume in `$folder`, whatever that is. Its owner goes last. */
export const discard = `
discard() {
    made_kind= made_path=
    made_tag=pulumi-unikernel:$(cut -d' ' -f3 "$folder/owner")
    [ ! -s "$folder/shape" ] || read -r made_kind _ made_path <"$folder/shape"
    if [ "$made_kind" = lvm ] && tagged "$made_path" "$made_tag"; then
        attempt lvremove --yes --quiet "\${made_path#/dev/}"
    fi
    find "$folder" -type f ! -name owner -exec rm -f {} +
    rm -f "$folder/owner"
}
`;
