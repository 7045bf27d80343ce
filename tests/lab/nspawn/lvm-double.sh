# A double of LVM's commands, all by one name each: it keeps a file for each logical volume, with its size and its tag, and one
# device behind all of them. The real ones (2.03) need a device mapper, which containers' kernels may lack. It takes the options that the
# pages of each command give for them, and no others; sizes are of whole extents of 4 MiB, in a group of 8 MiB. The device
# grows where there is a program that sees to it.
set -eu
state=/run/lock/lvm device=/dev/ukdisk grow=/run/grow-ukdisk
mkdir -p "$state"
command=${0##*/}
echo "$command $*" >>"$state/calls"
invalid() { echo "  Error during parsing of command line." >&2; exit 3; }
fail() { echo "  $*" >&2; exit 5; }
case $command in
vgs | lvs) options="--noheadings --options:" ;;
lvcreate) options="--yes --quiet --wipesignatures: --size: --addtag: --name:" ;;
lvextend) options="--quiet --size:" ;;
lvchange) options="--activate: --addtag: --deltag:" ;;
lvremove) options="--yes --quiet" ;;
*) invalid ;;
esac
size= name= tag= untag= last=
while [ $# -gt 0 ]; do
    case " $options " in
    *" $1: "*)
        [ $# -gt 1 ] || invalid
        case $1 in
        --size) size=$2 ;;
        --name) name=$2 ;;
        --addtag) tag=$2 ;;
        --deltag) untag=$2 ;;
        esac
        shift
        ;;
    *" $1 "*) ;;
    *)
        case $1 in -*) invalid ;; esac
        [ -z "$last" ] || invalid
        last=$1
        ;;
    esac
    shift
done
[ -n "$last" ] || invalid
file=$state/${last#*/}
exists() { [ -e "$file" ] || fail "Failed to find logical volume \"$last\""; }
group() { [ "$1" = vg0 ] || fail "Volume group \"$1\" not found"; }
extents() {
    case $size in *[!0-9]*b | "" | b) invalid ;; *b) ;; *) invalid ;; esac
    echo $(((${size%b} + 4194303) / 4194304))
}
case $command in
vgs) group "$last" ;;
lvs)
    group "${last%/*}"
    exists
    read -r _ tag <"$file"
    echo "  $tag"
    ;;
lvcreate)
    group "$last"
    [ ! -e "$state/$name" ] || fail "Logical Volume \"$name\" already exists in volume group \"vg0\""
    [ "$(extents)" -le 2 ] || fail "Volume group \"vg0\" has insufficient free space (2 extents): $(extents) required."
    echo "$size $tag" >"$state/$name"
    mkdir -p /dev/vg0
    ln -s "$device" "/dev/vg0/$name"
    ;;
lvchange)
    exists
    if [ -n "$tag$untag" ]; then
        read -r size tags <"$file"
        echo "$size $(echo "$tags,$tag" | tr , '\n' | grep -v -x -e "$untag" -e '' | sort -u | paste -s -d ,)" >"$file"
    else
        mkdir -p /dev/vg0
        ln -sf "$device" "/dev/$last"
    fi
    ;;
lvextend)
    exists
    read -r had tag <"$file"
    [ "$(extents)" -le 2 ] || fail "Insufficient free space: $(($(extents) - 1)) extents needed, but only 1 available"
    [ "$(extents)" -gt "$(size=$had extents)" ] || fail "New size ($(extents) extents) matches existing size ($(extents) extents)."
    [ ! -x "$grow" ] || "$grow" "$(extents)"
    echo "$size $tag" >"$file"
    ;;
lvremove)
    exists
    rm -f "$file" "/dev/$last"
    rmdir /dev/vg0 2>/dev/null || :
    ;;
esac
