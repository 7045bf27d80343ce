# All that a host holds. What comes and goes by itself, or with anybody's login, is left out.
set -eu

files() {
    find /etc /home /opt /root /run /srv /tmp /usr/local /var -xdev \( \
        -path /run/agetty.reload -o -path /run/motd.dynamic -o -path /run/sshd.pid -o -path /run/credentials -o -path /run/host -o -path /run/lock -o -path /run/log -o -path /run/sudo \
        -o -path /run/systemd -o -path /run/udev -o -path /run/user -o -path /run/utmp \
        -o -path '/tmp/.*-unix' -o -path '*/systemd-private-*' -o -path /var/cache -o -path /var/log \
        -o -path /var/lib/dpkg/info -o -path /usr/local/bin/node -o -path /var/lib/sudo -o -path /var/lib/systemd/random-seed -o -path /var/lib/systemd/timers \
        \) -prune -o "$@"
}

echo "== files"
files -printf '%M %u:%g %p -> %l\n' | sort -k 3
echo "== their contents"
files -type f -exec sha256sum {} + | sort -k 2
echo "== units at work"
systemctl list-units --plain --no-legend --no-pager |
    awk '$1 !~ /^(session-|user|run-user|run-credentials)/ { print $1, $2, $3, $4 }' | sort
echo "== unit files"
systemctl list-unit-files --no-legend --no-pager | awk '$1 !~ /^session-/ { print $1, $2 }' | sort
echo "== processes"
ps -e -o unit=,user=,args= | awk '$1 !~ /^user@/ && !/ sshd: / && !($1 == "-") { print }' | sort
echo "== links"
ip -brief link | sed 's/@if[0-9]*//'
ip -brief address | sed 's/@if[0-9]*//'
ip route
ip -6 route
sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding
echo "== nft"
nft list ruleset
