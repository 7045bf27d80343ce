/** Whether a host has its IPv6 router from what that says at `up0`. */
export const there = "ip -6 route show default proto ra | grep -q 'dev up0'";
/** In a network of its own, with a line to the host. An advertisement is sent until the condition holds. */
export const router = `
ip netns add router
ip link add up0 type veth peer name up1 netns router
ip link set up0 up
ip netns exec router ip link set up1 up`;
export const advertise = (until: string): string => `tries=0
until ${until}; do
    [ "$tries" -lt 100 ] || exit 1
    tries=$((tries + 1))
    ip netns exec router perl -MSocket -e '
        socket(S, AF_INET6, SOCK_RAW, 58) && setsockopt(S, 41, 18, pack("i", 255)) or die $!;
        setsockopt(S, 41, 17, pack("i", \`cat /sys/class/net/up1/ifindex\`)) or die $!;
        my $everyone = pack("SSNa16L", AF_INET6, 0, 0, pack("H32", "ff02" . "0" x 27 . "1"), 0);
        send(S, pack("CCnCCnNN", 134, 0, 0, 64, 0, 1800, 0, 0), 0, $everyone)' || :
    sleep 0.1
done`;
