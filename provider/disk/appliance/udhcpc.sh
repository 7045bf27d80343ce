#!/bin/sh
# Sets what a DHCP server has said, as udhcpc tells it in variables.

case $1 in
deconfig) ip addr flush dev "$interface" ;;
bound | renew)
    if [ -n "$mtu" ]; then ip link set "$interface" mtu "$mtu"; fi
    ip addr replace "$ip/${mask:-32}" dev "$interface"
    for gateway in $router; do
        # Some clouds give each machine a network of its own, so that the gateway is outside.
        ip route replace "$gateway" dev "$interface"
        ip route replace default via "$gateway" dev "$interface"
    done
    for server in $dns; do echo "nameserver $server"; done >/etc/resolv.conf
    ;;
esac
