import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startNetworkLab, type KnownNetwork, type NetworkLab } from "./networks";

let lab: NetworkLab;
let before: string;
beforeAll(async () => {
    lab = await startNetworkLab();
    before = await lab.inventory();
});
afterAll(() => lab.stop());

/** Whatever a test has done: what it made goes, and nothing else. */
async function expectNothingLeft(): Promise<void> {
    await lab.removeAll();
    expect(await lab.inventory()).toBe(before);
}

const cidr = "10.71.0.1/24";
const dhcp = { from: "10.71.0.100", to: "10.71.0.199" };

/** A machine on the bridge that broadcasts a DHCPDISCOVER. */
const askForAddress = String.raw`set -eu
ip netns add client
ip link add port0 type veth peer name port1 netns client
ip link set port0 up master br1
ip netns exec client sh -c 'ip address add 169.254.0.9/16 dev port1; ip link set port1 up; ip route add default dev port1'
discover() {
    printf '\001\001\006\000\001\002\003\004\000\000\200\000'
    head -c 16 /dev/zero
    printf '\002\000\000\000\000\011'
    head -c 202 /dev/zero
    printf '\143\202\123\143\065\001\001\377'
}
offered() { journalctl --quiet --unit=unikernel-dhcp-br1 | grep DHCPOFFER; }
# As a client does, it asks again: what is sent before the bridge forwards for the new port is lost.
tries=0
until offered; do
    [ "$tries" -lt 20 ] || { echo "no offer" >&2; exit 1; }
    tries=$((tries + 1))
    discover | ip netns exec client nc -u -b -w 1 -p 68 255.255.255.255 67
done
ip netns delete client
umount /run/netns
rmdir /run/netns`;

describe("a network on a host", () => {
    afterEach(expectNothingLeft);

    test("is a bridge with the host's address and a way out", async () => {
        const { id, outputs } = await lab.create("br1", { cidr, cidr6: "fd71::1/64" });
        expect(id).toBe(`${lab.ssh.host}/br1`);
        expect(outputs).toEqual({
            ...{ bridge: "br1", cidr, gateway: "10.71.0.1", gateway6: "fd71::1" },
            ...{ unit: expect.stringMatching(/^[0-9a-f]{16}$/), owner: expect.stringMatching(/^urn:/) },
        });
        expect(await lab.exec("ip -brief address show br1")).toContain("10.71.0.1/24 fd71::1/64");
        const table = await lab.exec("nft list table inet unikernel_br1");
        expect(table).toContain('ip saddr 10.71.0.0/24 oifname != "br1" masquerade');
        expect(table).toContain('ip6 saddr fd71::/64 oifname != "br1" masquerade');
        expect(await lab.forwarding()).toBe("1\n");
        expect(await lab.exec("systemctl is-enabled unikernel-network-br1")).toBe("enabled\n");
    });

    test("is left by a shutdown, and made anew at each boot", async () => {
        const state = await lab.create("br1", { cidr, dhcp });
        await lab.reboot();
        expect(await lab.alteredIn(state)).toBeUndefined();
        await lab.exec("systemctl stop unikernel-network-br1");
        expect(await lab.exec("ip link show br1 2>&1 || true")).toContain("does not exist");
        expect(await lab.forwarding()).toBe("0\n");
    });

    test("stays what it is when it is made again", async () => {
        const state = await lab.create("br1", { cidr, cidr6: "fd71::1/64" });
        const once = await lab.inventory();
        expect((await lab.update(state)).outputs).toEqual(state.outputs);
        expect(await lab.inventory()).toBe(once);
        expect(await lab.read(state)).toEqual(state);
    });

    test("takes the place of what a creation has left that the engine never heard of", async () => {
        const left = await lab.create("br1", { cidr });
        const state = await lab.create("br1", { cidr: "10.72.0.1/24" });
        expect(await lab.read(left)).toBeUndefined();
        expect(await lab.alteredIn(state)).toBeUndefined();
        expect(await lab.exec("ip -brief address show br1")).not.toContain("10.71.0.1");
    });

    test("keeps what is attached to it while it is set right, and is not deleted under it", async () => {
        const state = await lab.create("br1", { cidr });
        await lab.exec("ip link add port0 type veth peer name port1 && ip link set port0 master br1");
        await lab.exec("nft delete table inet unikernel_br1");
        await lab.update(state, { nat: false });
        expect(await lab.exec("ls /sys/class/net/br1/brif")).toBe("port0\n");
        await expect(lab.remove(state)).rejects.toThrow(
            `the bridge br1 on ${lab.ssh.host} has ports still: port0. Remove what is attached to it; then delete it again`,
        );
        expect(await lab.alteredIn(state)).toBeUndefined();
        await lab.exec("ip link delete port0");
    });

    test("is deleted though most of it has gone, and when all of it has", async () => {
        const state = await lab.create("br1", { cidr });
        await lab.exec("rm /etc/systemd/system/unikernel-network-br1.service; ip link delete br1");
        await lab.remove(state);
        await lab.remove(state);
        expect(await lab.read(state)).toBeUndefined();
    });

    test("lets out, or not, without being made again", async () => {
        const link = (): Promise<string> => lab.exec("cat /sys/class/net/br1/ifindex");
        const state = await lab.create("br1", { cidr, nat: false });
        const index = await link();
        expect(await lab.exec("nft list ruleset")).toBe("");
        expect(await lab.forwarding()).toBe("0\n");
        const open = await lab.update(state, { nat: true });
        expect(await lab.exec("nft list ruleset")).toContain("masquerade");
        expect(await lab.forwarding()).toBe("1\n");
        await lab.update(open, { nat: false });
        expect(await lab.exec("nft list ruleset")).toBe("");
        expect(await lab.forwarding()).toBe("0\n");
        expect(await link()).toBe(index);
    });

    test("gives out addresses when it is to", async () => {
        const state = await lab.create("br1", { cidr, dhcp });
        expect(await lab.exec("systemctl is-active unikernel-dhcp-br1")).toBe("active\n");
        await lab.exec("systemctl stop unikernel-dhcp-br1");
        expect(await lab.alteredIn(state)).toBe("its DHCP server does not run");
        await lab.update(state);
        expect(await lab.alteredIn(state)).toBeUndefined();
        await lab.exec("ip link delete br1");
        await lab.update(state);
        expect(await lab.exec(askForAddress)).toMatch(/DHCPOFFER\(br1\) 10\.71\.0\.1\d\d 02:00:00:00:00:09/);
        await lab.update(state, { dhcp: undefined });
        expect(await lab.exec("systemctl is-active unikernel-dhcp-br1 || true")).toBe("inactive\n");
    });

    test("says what is missing on the host", async () => {
        await lab.exec("mv /usr/sbin/dnsmasq /usr/sbin/dnsmasq.away");
        await expect(lab.create("br1", { cidr, dhcp })).rejects.toThrow(
            `${lab.ssh.host} has no dnsmasq. Install it there: \`apt install dnsmasq-base\``,
        );
        await lab.exec("mv /usr/sbin/dnsmasq.away /usr/sbin/dnsmasq");
    });
});

describe("a network that was damaged", () => {
    let state: KnownNetwork;
    beforeAll(async () => {
        state = await lab.create("br1", { cidr });
    });
    afterAll(expectNothingLeft);

    test.each([
        [
            "its unit file was edited",
            "sed -i s/RemainAfterExit=yes/RemainAfterExit=no/ /etc/systemd/system/unikernel-network-br1.service",
            /^its unit file is not as it was written:\n(.*\n)*-RemainAfterExit=yes\n\+RemainAfterExit=no\n/,
        ],
        [
            "its unit file was removed",
            "rm /etc/systemd/system/unikernel-network-br1.service && systemctl daemon-reload",
            /^its unit file is gone\n/,
        ],
        ["its bridge is gone", "ip link delete br1", /^the bridge br1 is gone$/],
        ["its bridge is down", "ip link set br1 down", /^the bridge br1 is down$/],
        [
            "its address is gone",
            "ip address delete 10.71.0.1/24 dev br1",
            /^the bridge br1 does not have the address 10\.71\.0\.1\/24$/,
        ],
        [
            "its nft table is gone",
            "nft delete table inet unikernel_br1",
            /^the nft table inet unikernel_br1 is gone$/,
        ],
        [
            "its nft table was changed",
            "nft flush table inet unikernel_br1",
            /^the nft table inet unikernel_br1 is not as it was made:\n(.*\n)*-.* masquerade\n/,
        ],
        [
            "the host does not forward",
            "echo 0 >/proc/sys/net/ipv4/ip_forward",
            /^the host does not forward: net\.ipv4\.ip_forward is not 1$/,
        ],
        [
            "it would not be made at boot",
            "systemctl disable --quiet unikernel-network-br1",
            /^it would not be made when the host boots$/,
        ],
    ])("is set right when %s", async (_what, damage, altered) => {
        await lab.exec(damage);
        expect(await lab.alteredIn(state)).toMatch(altered);
        await lab.update(state);
        expect(await lab.alteredIn(state)).toBeUndefined();
    });

    test("is written down again when its records are gone", async () => {
        const other = await lab.create("br2", { cidr: "10.72.0.1/24", nat: false });
        const records = "/var/lib/pulumi-unikernel/networks/br2";
        await lab.exec(`rm -r ${records}`);
        expect(await lab.alteredIn(other)).toBe(`its records in ${records} are gone`);
        await lab.update(other);
        expect(await lab.alteredIn(other)).toBeUndefined();
    });
});
