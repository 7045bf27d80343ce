/** What all scripts begin with. Their answers are lines of a word and the rest. */
export const common = `
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin
export PATH LC_ALL=C
umask 022
say() { printf '%s %s\\n' "$1" "$2"; }
refuse() { say refused "$*"; exit 0; }
# The first line of the file $1 as $line, without a process for it.
line_in() {
    line=
    { IFS= read -r line <"$1"; } 2>/dev/null || :
}
digest() {
    command -v sha256sum >/dev/null || { sha256 -q "$1"; return; }
    digest_line=$(sha256sum "$1") && echo "\${digest_line%% *}"
}
`;

/**
 * `mine FILE`: whether its first line says that it is that whose mark is `$mark`. `urn_of FOLDER`: the resource that what is on record
 * there belongs to, as marks have it; nothing where nobody's is.
 */
export const ownership = `
mine() {
    case $(head -n 1 "$1" 2>/dev/null) in
    "$mark "*) return 0 ;;
    *) return 1 ;;
    esac
}
urn_of() { cut -d' ' -f4- "$1/owner" 2>/dev/null || :; }
`;

/** One at a time may say whether an image is used. Held until the script ends; what holds it is the folder, `$root`. Needs `platform`. */
export const inTurn = `
[ -d "$root" ] || mkdir -p "$root"
take_turn "$root"
`;

/** What a program says of itself: xl does not, but the hypervisor it belongs to. */
export const versions = `
version_of() {
    case $1 in
    */xl) printf 'Xen %s.%s%s' "$(cat /sys/hypervisor/version/major)" "$(cat /sys/hypervisor/version/minor)" "$(cat /sys/hypervisor/version/extra)" ;;
    *) "$1" --version 2>&1 </dev/null | head -n 1 ;;
    esac 2>/dev/null
}
`;

/** What is done as root alone. */
export const asRoot = `
[ "$(id -u)" -eq 0 ] || refuse rights
`;

/** Where `$manager` says which manager does it: `managed start "$name"`. */
export const managed = `
managed() {
    verb=$1
    shift
    "\${manager}_$verb" "$@"
}
`;

export const available = `
managed available
`;

/** Puts `$2` into the file `$1` at once or not at all, for root's eyes only. */
export const writeFile = `
write() {
    (umask 077 && printf '%s' "$2" >"$1.new")
    mv -f "$1.new" "$1"
}
`;
