/**
 * A shell script that lists all that a host holds: what was there before an instance came has to be all that is there
 * after it has gone. What comes and goes by itself, or with anybody's login, is left out.
 */
export const inventoryScript = String.raw`
set -eu
section() { printf '\n== %s\n' "$1"; }

section files
find /etc /var /run /usr/local /home /root /srv /opt -xdev \
    \( -path /var/log -o -path /var/cache -o -path /var/tmp -o -path /run/systemd -o -path /run/user -o -path /run/udev \
    -o -path /run/log -o -path /run/host -o -path /run/lock -o -path /run/credentials \
    -o -path /var/lib/systemd/timers -o -path /var/lib/systemd/random-seed -o -path /run/utmp -o -path /run/sudo \
    -o -path /var/lib/sudo -o -path '/root/.cache' \) -prune -o \
    -printf '%M %u:%g %p -> %l ' \( -type f -exec sh -c 'sha256sum <"$1"' - {} \; -o -printf '\n' \) | sort -k 3
find /etc/systemd /run/systemd/system /run/systemd/system.control /run/systemd/transient -printf '%M %p -> %l\n' 2>/dev/null |
    grep -v -e /session- -e /user- | sort -k 2

section links
ip -brief link | awk '{ print $1, $2 }'
ip -brief address
ip route

section nft
nft list ruleset

section units
systemctl list-units --all --plain --no-legend --no-pager --type=service,socket,slice,target,timer,path,mount |
    awk '{ print $1, $2, $3, $4 }' | grep -v -e ^session- -e ^user -e '^run-user' | sort
systemctl list-unit-files --no-legend --no-pager | awk '{ print $1, $2 }' | sort

section users
cat /etc/passwd /etc/group
`;
