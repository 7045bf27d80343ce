# Adds libvirt to a copy of the nspawn lab's root file system, in the folder $1: a host whose guests libvirt keeps.
# From the environment: base, that root file system.
set -eu
root=$1
mkdir -p "${root%/*}"

cp -a "$base" "$root"
mount -t proc proc "$root/proc"
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
apt() { inside apt-get -q -y -o Acquire::Retries=3 "$@"; }

# Nothing may be started while packages are installed.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
apt update
apt install --no-install-recommends libvirt-daemon-system libvirt-clients
rm "$root/usr/sbin/policy-rc.d"

# It ends when nobody has asked it anything for two minutes, as Debian has it, and is not there to be looked at.
echo 'LIBVIRTD_ARGS=""' >>"$root/etc/default/libvirtd"

rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc
umount "$root/proc"
