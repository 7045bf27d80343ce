# Makes the root file system of the nspawn lab in the folder $1: a small server as an administrator would rent it.
# From the environment: mirror, suite, components (with commas), keyring (may be empty).
set -eu
root=$1
mkdir -p "${root%/*}"

# What a host has that somebody has made ready for unikernels, and what the tests look with.
packages=systemd,systemd-sysv,libpam-systemd,dbus,openssh-server,sudo,procps,iproute2,nftables,conntrack
packages=$packages,qemu-system-x86,qemu-utils,dnsmasq-base,iputils-ping,netcat-openbsd,curl
# albatross's double is in JavaScript: this machine's Node.js runs there, and needs it.
packages=$packages,libstdc++6

debootstrap --variant=minbase ${keyring:+"--keyring=$keyring"} --components="$components" \
    --include="$packages" "$suite" "$root" "$mirror"

inside() { chroot "$root" "$@"; }

# udev's, which has no part in a container.
inside groupadd --system kvm

for user in deploy nosudo; do
    inside useradd --create-home --shell /bin/bash "$user"
done
echo 'deploy ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/deploy"
chmod 440 "$root/etc/sudoers.d/deploy"

# Each lab brings its own.
rm -f "$root"/etc/ssh/ssh_host_*
cat >"$root/etc/ssh/sshd_config.d/lab.conf" <<END
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication no
END

echo lab >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 lab\n::1 localhost\n' >"$root/etc/hosts"

# Whoever starts the lab reads its console.
cat >"$root/etc/systemd/system/lab-ready.service" <<END
[Unit]
After=multi-user.target ssh.service
[Service]
Type=oneshot
ExecStart=/bin/echo the lab is ready
StandardOutput=tty
[Install]
WantedBy=multi-user.target
END
inside systemctl enable lab-ready.service
# They would change the host in the middle of a test.
inside systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer

rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
