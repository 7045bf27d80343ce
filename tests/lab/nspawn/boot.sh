# Runs a lab in a mount namespace of its own, which goes away with its last process.
# From the environment: rootfs, place (an empty folder), keys, lab (its name), cgroups (with spaces), machine_id,
# tenders (a folder, or empty) and node (a program, or empty).
set -eu
for group in $cgroups; do echo $$ >"$group/cgroup.procs"; done

mount -t tmpfs -o mode=755 "$lab" "$place"
cd "$place"
mkdir lower upper work root
mount --bind -o ro "$rootfs" lower
# By short names: a path may hold what separates these options.
mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work "$lab" root

echo "$machine_id" >root/etc/machine-id
install -m 600 "$keys/host" root/etc/ssh/ssh_host_ed25519_key
install -m 644 "$keys/host.pub" root/etc/ssh/ssh_host_ed25519_key.pub
for home in root home/deploy home/nosudo; do
    owner=$(stat -c %u:%g "root/$home")
    install -d -m 700 "root/$home/.ssh"
    install -m 600 "$keys/user.pub" "root/$home/.ssh/authorized_keys"
    chown -R "$owner" "root/$home/.ssh"
done

[ -z "$tenders" ] || cp "$tenders"/solo5-* root/usr/local/bin

set --
[ -z "$node" ] || set -- --bind-ro="$node:/usr/local/bin/node"

# As udev makes them on Debian, whatever they are here.
mkdir dev
mknod -m 666 dev/tun c 10 200
set -- "$@" --bind="$place/dev/tun:/dev/net/tun"
if [ -e /dev/kvm ]; then
    mknod -m 660 dev/kvm c 10 232
    chgrp "$(awk -F: '$1 == "kvm" { print $3 }' root/etc/group)" dev/kvm
    set -- "$@" --bind="$place/dev/kvm:/dev/kvm"
fi

# nspawn leaves its own there.
mount -t tmpfs -o mode=755 "$lab" /run

# It ends with this status for a reboot, where systemd runs it as a service.
reboot=133
export UNIFIED_CGROUP_HIERARCHY=1
while :; do
    status=0
    setpriv --pdeathsig KILL systemd-nspawn --quiet --boot --directory="$place/root" \
        --machine="$lab" --hostname=lab --register=no --keep-unit --private-network --capability=CAP_NET_ADMIN \
        --resolv-conf=off --timezone=off --link-journal=no "$@" || status=$?
    [ "$status" = "$reboot" ] || exit "$status"
done
