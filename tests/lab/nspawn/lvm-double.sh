# A double of LVM's commands, all by one name each: it keeps a file for each logical volume, with its size and its tag, and one
# device behind all of them. What it is called with was checked with the real ones (2.03), which need a device mapper.
set -eu
state=/run/lock/lvm device=/dev/ukdisk
echo "${0##*/} $*" >>"$state/calls"
size= name= tag= last=
while [ $# -gt 0 ]; do
    case $1 in
    --size) size=$2 && shift ;;
    --name) name=$2 && shift ;;
    --addtag) tag=$2 && shift ;;
    --options | --wipesignatures) shift ;;
    esac
    last=$1
    shift
done
missing() { echo "  Failed to find logical volume \"$last\"" >&2; exit 5; }
case ${0##*/} in
vgs) [ "$last" = vg0 ] || { echo "  Volume group \"$last\" not found" >&2; exit 5; } ;;
lvs)
    [ -e "$state/${last#*/}" ] || missing
    read -r _ tag <"$state/${last#*/}"
    echo "  $tag"
    ;;
lvcreate)
    [ "${size%b}" -le 8388608 ] || { echo '  Volume group "vg0" has insufficient free space (2 extents): 3 required.' >&2; exit 5; }
    echo "$size $tag" >"$state/$name"
    mkdir -p /dev/vg0
    ln -s "$device" "/dev/vg0/$name"
    ;;
lvextend) [ -e "$state/${last#*/}" ] || missing ;;
lvremove)
    [ -e "$state/${last#*/}" ] || missing
    rm "$state/${last#*/}" "/dev/$last"
    rmdir /dev/vg0 2>/dev/null || :
    ;;
esac
