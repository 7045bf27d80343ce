# In a network and a mount namespace of its own: PLACE holds `make`, whose arguments are ours. Kills it, with all that it has started,
# before each call of ip, says what there is of the device $tap then, runs it again and says what has become of it.
set -eu
place=$1
shift
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/dynamic-uid
ln -s 61234 "/run/systemd/dynamic-uid/direct:$user"
cat >"$place/ip" <<END
#!/bin/sh
echo call >>"$place/calls"
[ "\$(wc -l <"$place/calls")" != "\$kill_at" ] || { echo "killed before: ip \$*"; kill -s KILL 0; }
exec $(command -v ip) "\$@"
END
chmod 755 "$place/ip"
ip link add br0 type bridge
seen() {
    if [ -e "/sys/class/net/$tap" ]; then
        echo "$1 alias=$(cat "/sys/class/net/$tap/ifalias") owner=$(cat "/sys/class/net/$tap/owner")" \
            "master=$(basename "$(readlink "/sys/class/net/$tap/master" || echo none)") flags=$(cat "/sys/class/net/$tap/flags")"
    else
        echo "$1 nothing"
    fi
}
kill_at=0
while :; do
    kill_at=$((kill_at + 1))
    rm -f "$place/calls"
    export kill_at
    said=$(PATH=$place:$PATH setsid -w sh "$place/make" "$@" 2>&1) || :
    echo "$said"
    seen left
    setsid -w sh "$place/make" "$@"
    seen made
    ip link delete dev "$tap"
    case $said in *killed*) ;; *) break ;; esac
done
ip tuntap add dev "$tap" mode tap user 61234
sh "$place/make" "$@"
seen mended
ip link delete dev "$tap"
ip tuntap add dev "$tap" mode tap
! sh "$place/make" "$@" 2>&1 || echo "taken"
seen foreign
