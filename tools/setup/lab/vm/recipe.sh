# Makes what a virtual machine boots from, in the folder $1: disk.raw, vmlinuz and initrd.img, the users' and the host's
# keys, and what else configure() of $kind.sh puts there.
# From the environment: kind ("kvm" or "xen") and base, the nspawn lab's root file system.
set -eu
made=$1
root=$made/root
. "${0%/*}/$kind.sh"

mkdir -p -m 700 "$made"
cp -a "$base" "$root"
mount -t proc proc "$root/proc"
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
apt() { inside apt-get -q -y -o Acquire::Retries=3 "$@"; }

# Nothing may be started while packages are installed.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
# A small initrd, which is unpacked at every boot: with no more in it than finds the disk.
mkdir -p "$root/etc/initramfs-tools/conf.d"
echo MODULES=list >"$root/etc/initramfs-tools/conf.d/lab"
printf 'virtio_pci\nvirtio_blk\nvirtio_net\next4\n' >"$root/etc/initramfs-tools/modules"
apt update
# shellcheck disable=SC2086 # one word for each package
apt install --no-install-recommends linux-image-amd64 initramfs-tools zstd udev kmod $packages
rm "$root/usr/sbin/policy-rc.d"

for key in host user; do ssh-keygen -q -t ed25519 -N '' -C '' -f "$made/$key"; done
install -m 600 "$made/host" "$root/etc/ssh/ssh_host_ed25519_key"
install -m 644 "$made/host.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"
for home in root home/deploy home/nosudo; do
    owner=$(stat -c %u:%g "$root/$home")
    install -d -m 700 "$root/$home/.ssh"
    install -m 600 "$made/user.pub" "$root/$home/.ssh/authorized_keys"
    chown -R "$owner" "$root/$home/.ssh"
done

echo '/dev/vda / ext4 defaults 0 1' >"$root/etc/fstab"
# The address is written there when a lab starts, and found at its next boot.
cat >"$root/etc/systemd/system/lab-network.service" <<END
[Unit]
Before=network.target ssh.service
After=sys-subsystem-net-devices-eth0.device
BindsTo=sys-subsystem-net-devices-eth0.device
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=ip link set eth0 up
ExecStart=sh -c 'touch /etc/lab-address; xargs -r -a /etc/lab-address ip address replace dev eth0'
[Install]
WantedBy=multi-user.target
END
# It waits for all jobs of the boot, so it is not one of them.
mkdir -p "$root/etc/systemd/system/lab-ready.service.d"
cat >"$root/etc/systemd/system/lab-ready.service.d/vm.conf" <<END
[Service]
Type=simple
ExecStart=
ExecStart=sh -c 'systemctl is-system-running --wait; systemctl --failed; sync; echo 3 >/proc/sys/vm/drop_caches; echo the lab is ready'
END
inside systemctl enable lab-network.service
# They would change the host in the middle of a test, or take their time at each boot.
inside systemctl mask logrotate.timer systemd-tmpfiles-clean.timer e2scrub_reap.service
inside systemd-machine-id-setup

configure
cp "$root"/boot/vmlinuz-* "$made/vmlinuz"
cp "$root"/boot/initrd.img-* "$made/initrd.img"

rm -rf "$root"/var/cache/apt "$root"/var/lib/apt/lists "$root"/boot/* "$root"/usr/share/doc
umount "$root/proc"
mke2fs -q -t ext4 -d "$root" "$made/disk.raw" 4G
rm -rf "$root"
