# Makes the root file system of a lab whose process 1 is not systemd, in the folder $1: the nspawn lab's Debian, with sysvinit in
# systemd's place.
# From the environment: base, the nspawn lab's root file system, and starter: "sysv-rc" or "openrc", which starts services there.
set -eu
root=$1
cp -a "$base" "$root"
mount -t proc proc "$root/proc"
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

# Nothing may be started while packages are installed.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
inside apt-get -q -y -o Acquire::Retries=3 update
inside apt-get -q -y -o Acquire::Retries=3 --allow-remove-essential install --no-install-recommends \
    sysvinit-core "$starter" orphan-sysvinit-scripts cron systemd-sysv- libpam-systemd- systemd- </dev/null
rm -f "$root/usr/sbin/policy-rc.d"

# What else a boot does is for machines that have disks and clocks of their own.
for name in checkroot.sh checkfs.sh hwclock.sh urandom brightness; do
    inside update-rc.d "$name" remove
    rm -f "$root/etc/init.d/$name"
done
# Its root file system would stay read-only, as it is the same at the next boot.
sed -i '2i exit 0' "$root/etc/init.d/umountroot"
# A container has no terminals, and its console is read by whoever starts the lab.
sed -i '/getty/d' "$root/etc/inittab"
echo 'lr:2345:once:/bin/sh -c "until [ -e /run/sshd.pid ]; do sleep 0.1; done; echo the lab is ready >/dev/console"' >>"$root/etc/inittab"

umount "$root/proc"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
