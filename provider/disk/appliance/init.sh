#!/bin/sh
# The first process of an appliance: gives the machine's network card to the unikernel, and keeps it running.
#
# What it goes by is in /unikernel:
#   target     unix, spt or hvt
#   program    what is run: the tender, or the unikernel itself where it needs none
#   loader     loads the program, with the libraries in lib/; missing when the program is static
#   image      the unikernel, for a tender
#   device     the name that the unikernel has for its network card; empty when it has none
#   args       its arguments, one a line; missing when the machine is to ask its cloud for them

say() { echo "appliance: $*" >/dev/console; }

mount_all() {
    mount -t proc proc /proc
    mount -t sysfs sys /sys
    mount -t devtmpfs dev /dev
}

# Some find no hardware to work with, and fail; those of KVM would complain of that on the console.
load_modules() {
    while read -r module; do
        case $module in
        kvm_intel) if ! grep -qw vmx /proc/cpuinfo; then continue; fi ;;
        kvm_amd) if ! grep -qw svm /proc/cpuinfo; then continue; fi ;;
        esac
        insmod "/lib/modules/$module.ko" 2>/dev/null
    done </lib/modules/order
}

# A virtual machine is told to shut down by its power button.
watch_power_button() { acpid -c /etc/acpi -l /dev/null -p /run/acpid.pid; }

# A card appears a moment after its driver has been loaded.
find_card() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        for path in /sys/class/net/*; do
            if [ -e "$path/device" ]; then
                echo "${path##*/}"
                return 0
            fi
        done
        sleep 0.2
    done
    return 1
}

# By its numbers on the PCI bus a card is told that no driver has taken.
say_there_is_no_card() {
    for path in /sys/bus/pci/devices/*; do
        case $(cat "$path/class") in
        0x02*)
            say "no driver for the network card $(cat "$path/vendor"):$(cat "$path/device"); give the machine one of virtio, ENA, gVNIC or vmxnet3"
            return
            ;;
        esac
    done
    say "the machine has no network card"
}

# With further options of udhcpc's: what it is to do once it has an address.
ask_for_address() {
    udhcpc -i "$card" -s /etc/udhcpc.sh -O mtu -t 10 -T 1 "$@" >/dev/null 2>&1 ||
        say "no DHCP server answers on $card"
}

# From now on the unikernel is on the wire, with the card's own address; Linux has none any more. What groups the unikernel
# is in Linux does not know: the card has to let all through, or no neighbour finds it by IPv6.
hand_over_card() {
    ip addr flush dev "$card"
    ifconfig "$card" allmulti
    tunctl -t tap0 >/dev/null
    for end in "$card" tap0; do
        echo 1 >"/proc/sys/net/ipv6/conf/$end/disable_ipv6"
    done
    ip link set tap0 address "$mac" mtu "$(cat "/sys/class/net/$card/mtu")" up
    redirect "$card" tap0
    redirect tap0 "$card"
}

# busybox's shell would take its own tc, which knows nothing of ingress, were it not named with its folder.
redirect() {
    /sbin/tc qdisc add dev "$1" ingress
    /sbin/tc filter add dev "$1" parent ffff: matchall action mirred egress redirect dev "$2"
}

metadata_server=169.254.169.254

# METHOD PATH HEADER: prints the body of the answer, if it has one. busybox's wget knows no PUT.
ask_metadata() {
    printf '%s %s HTTP/1.0\r\nHost: %s\r\n%s\r\nContent-Length: 0\r\n\r\n' "$1" "$2" "$metadata_server" "$3" |
        timeout 5 nc "$metadata_server" 80 >/run/answer
    case $(head -n 1 /run/answer) in
    *" 200 "*) sed '1,/^\r*$/d' /run/answer ;;
    *" 404 "*) ;;
    *) return 1 ;;
    esac
}

# GCE wants to be asked by name, EC2 with a token that it has given.
ask_for_arguments() {
    if [ "$(cat /sys/class/dmi/id/sys_vendor 2>/dev/null)" = Google ]; then
        ask_metadata GET /computeMetadata/v1/instance/attributes/unikernel-args "Metadata-Flavor: Google"
    else
        token=$(ask_metadata PUT /latest/api/token "X-aws-ec2-metadata-token-ttl-seconds: 60") &&
            ask_metadata GET /latest/user-data "X-aws-ec2-metadata-token: $token"
    fi
}

fetch_arguments() {
    for pause in 1 2 4 8 0; do
        if ask_for_arguments >/run/args; then
            mv /run/args /unikernel/args
            return
        fi
        sleep "$pause"
    done
    say "no metadata server answers: the unikernel starts without arguments"
    : >/unikernel/args
}

# Half of the machine's memory in MiB, and no more than a tender takes when it is not told.
half_of_memory() { awk '/^MemTotal/ { half = int($2 / 2048); print half < 512 ? half : 512 }' /proc/meminfo; }

# Becomes the unikernel.
start_unikernel() {
    set --
    while IFS= read -r argument || [ -n "$argument" ]; do
        set -- "$@" "$argument"
    done </unikernel/args
    if [ "$target" != unix ]; then
        set -- -- /unikernel/image "$@"
        if [ -n "$device" ]; then set -- "--net:$device=tap0" "--net-mac:$device=$mac" "$@"; fi
        set -- "--mem=$(half_of_memory)" "$@"
    fi
    set -- /unikernel/program "$@"
    if [ -e /unikernel/loader ]; then set -- /unikernel/loader --library-path /unikernel/lib "$@"; fi
    exec "$@" </dev/null >/dev/console 2>&1
}

# The pause grows while the unikernel ends soon after each start.
keep_running() {
    pause=1
    while :; do
        before=$(date +%s)
        (start_unikernel)
        status=$?
        if [ $(($(date +%s) - before)) -ge 60 ]; then pause=1; fi
        say "the unikernel ended with status $status; it starts again in $pause s"
        sleep "$pause"
        pause=$((pause < 16 ? pause * 2 : 30))
    done
}

export PATH=/sbin:/bin
/bin/busybox --install -s /bin
mount_all
load_modules
watch_power_button
target=$(cat /unikernel/target)
device=$(cat /unikernel/device)
ip link set lo up
if card=$(find_card); then
    mac=$(cat "/sys/class/net/$card/address")
    ip link set "$card" up
    if [ "$target" = unix ]; then
        ask_for_address -b
    elif [ ! -e /unikernel/args ]; then
        ask_for_address -n -q
    fi
    if [ ! -e /unikernel/args ]; then fetch_arguments; fi
    if [ "$target" != unix ]; then hand_over_card; fi
else
    say_there_is_no_card
    if [ ! -e /unikernel/args ]; then : >/unikernel/args; fi
fi
say "starting the unikernel"
keep_running
