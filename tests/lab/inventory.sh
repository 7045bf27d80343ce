# All that a host holds. What comes and goes by itself, or with anybody's login, is left out.
set -eu

places="/etc /home /opt /root /run /srv /tmp /usr/lib/systemd/system /usr/local /var"
# Where systemd keeps units until the next boot, which are left out with the rest of its folder.
units="/run/systemd/system.control /run/systemd/transient"
# systemd makes those folders itself when it first needs them, and keeps them.
[ ! -d /run/systemd/system ] || mkdir -p $units
if [ -d /run/systemd/system ]; then units="$units /run/systemd/system"; else units=; fi

volatile() {
    cat <<END
/etc/init.d/.depend.*
/run/agetty.reload
/run/credentials
/run/host
/run/lock
/run/log
/run/motd.dynamic
/run/openrc/dep*
/run/sshd.pid
/run/sudo
/run/systemd
/run/systemd/transient/session-*
/run/udev
/run/user
/run/utmp
/run/xen/domid-history
/tmp/.*-unix
*/systemd-private-*
/usr/local/bin/node
/var/cache
/var/lib/dpkg/info
/var/lib/sudo
/var/lib/systemd/random-seed
/var/lib/systemd/timers
/var/log
END
}

# files EXPRESSION…: what find makes of each.
files() {
    set -f
    for pattern in $(volatile); do set -- -path "$pattern" -prune -o "$@"; done
    find $places $units -xdev "$@"
}

echo "== files"
files -printf '%M %u:%g %p -> %l\n' | sort -k 3
echo "== their contents"
files -type f -exec sha256sum {} + | sort -k 2
if [ -d /run/systemd/system ]; then
    echo "== units at work"
    systemctl list-units --plain --no-legend --no-pager |
        awk '$1 !~ /^(session-|user|run-user|run-credentials)/ { print $1, $2, $3, $4 }' | sort
    echo "== processes"
    # Those without a unit are whoever asks. udev's workers stay for a while.
    ps -e -o unit=,user=,args= | awk '$1 != "-" && $1 !~ /^user@/ && !/ sshd: / && !/ \(udev-worker\)$/' | sort
else
    echo "== processes"
    # Whoever asks has a process group without a leader, or is at work for one who has come in over ssh.
    ps -e -o sid=,user=,args= | awk -v own="$(ps -o sid= -p $$)" '$1 != own + 0 && !/ sshd: /' | sed 's/^ *[0-9]* *//' | sort
fi
echo "== links"
ip -brief link | sed 's/@if[0-9]*//'
ip -brief address | sed 's/@if[0-9]*//'
ip route
ip -6 route
sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding
echo "== nft"
nft list ruleset
if [ -e /proc/xen/capabilities ]; then
    echo "== Xen's domains"
    # Not their numbers, states and times.
    xl list | awk '{ print $1, $3, $4 }'
fi
if command -v virsh >/dev/null; then
    echo "== libvirt's domains and networks"
    virsh --quiet list --all
    virsh --quiet net-list --all
fi
