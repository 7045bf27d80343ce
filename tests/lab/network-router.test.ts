import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startNetworkLab, type NetworkLab } from "./networks";

let lab: NetworkLab;
beforeAll(async () => {
    lab = await startNetworkLab();
});
afterAll(() => lab.stop());

const there = "ip -6 route show default proto ra | grep -q 'dev up0'";
/** In a network of its own, with a line to the host. An advertisement is sent until the condition holds. */
const router = `
ip netns add router
ip link add up0 type veth peer name up1 netns router
ip link set up0 up
ip netns exec router ip link set up1 up`;
const advertise = (until: string): string => `tries=0
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
test("a host that has its IPv6 router from advertisements keeps it when guests are led out by IPv6, hears of it again, and that is told", async () => {
    const said: string[] = [];
    await lab.exec(router + "\n" + advertise(there));
    const state = await lab.create(
        "br1",
        { cidr: "10.71.0.1/24", cidr6: "fd71::1/64" },
        { onNote: (note) => said.push(note) },
    );
    expect(await lab.exec(`cat /proc/sys/net/ipv6/conf/all/forwarding; ${there} && echo kept`)).toBe(
        "1\nkept\n",
    );
    expect(said).toEqual([expect.stringContaining("net.ipv6.conf.up0.accept_ra is 2 there")]);
    const forget = `ip -6 route delete default dev up0; if ${there}; then exit 1; fi`;
    await lab.exec(`${forget}\n${advertise(there)}`);
    await lab.exec(`cd /proc/sys/net/ipv6/conf; echo 0 >all/forwarding; echo 1 >up0/accept_ra; ${forget}`);
    await lab.update(state);
    await lab.exec(advertise(there));
    await lab.remove(state);
    expect(await lab.exec(`cat /proc/sys/net/ipv6/conf/all/forwarding; ${there} && echo kept`)).toBe(
        "0\nkept\n",
    );
});
