import { describe, expect, test } from "@jest/globals";
import { networkAnswers } from "../../../../../provider/host/remote/network/refusals";
import { leftover } from "../../../../../provider/host/remote/refusals";
import { urn } from "./plans";

const owner = `# pulumi-unikernel 0011223344556677 ${urn}`;
const answer = (name: string, output: string) => networkAnswers({ name }, "br1", output);

describe("a host that refuses", () => {
    test.each([
        [
            "rights",
            "networks on kvm1 need root there: log in as root, or set `sudo: true` for a user who may use it without a password",
        ],
        [
            "dhcp",
            "kvm1 is not run by systemd, which keeps the DHCP server of a network: leave `dhcp` out, and give each instance an `address`",
        ],
        [
            "boot",
            "kvm1 has nothing that is known to make a network when it boots: it needs systemd, OpenRC, SysV's init scripts with " +
                "update-rc.d or chkconfig, or cron with /etc/cron.d. Or `adopt` a bridge that is made otherwise",
        ],
        [
            "name services",
            "kvm1 is OpenBSD, where a network interface is called by its kind and a number, not services: give a `bridge` such as " +
                "veb7 or bridge7, of a number that is free",
        ],
        [
            "pf FreeBSD nat",
            "pf is not enabled on kvm1, which a network with `nat` needs. Enable it there: sysrc pf_enable=YES && service pf start",
        ],
        [
            "anchor FreeBSD nat",
            "/etc/pf.conf on kvm1 does not lead to the rules that a network with `nat` needs. Add the line " +
                '`nat-anchor "unikernel/*"` there, before its filter rules, and load it: pfctl -f /etc/pf.conf',
        ],
        [
            "tool nft",
            "kvm1 has no nft. Install it there: `apt install nftables` (Debian, Ubuntu), `dnf install nftables` (Fedora) or `apk add nftables` (Alpine)",
        ],
        [
            "tool dnsmasq",
            "kvm1 has no dnsmasq. Install it there: `apt install dnsmasq-base` (Debian, Ubuntu), `dnf install dnsmasq` (Fedora) or `apk add dnsmasq` (Alpine)",
        ],
        [
            `taken ${owner}`,
            `a network "br1" is on kvm1 already and belongs to ${urn}. Choose another \`bridge\`, or \`adopt\` it`,
        ],
        [
            "foreign /etc/systemd/system/unikernel-network-br1.service",
            "/etc/systemd/system/unikernel-network-br1.service is on kvm1 already and was not made by this program. " +
                "Choose another `bridge`",
        ],
        [
            "link br1",
            "a network interface br1 is on kvm1 already and was not made for this network. Choose another `bridge`, " +
                "or `adopt` it",
        ],
        [
            "table unikernel_br1",
            "an nft table inet unikernel_br1 is on kvm1 already and was not made for this network. Choose another `bridge`",
        ],
        [
            "overlap 10.42.0.1/24 10.42.0.0/24 dev eth0 proto kernel scope link src 10.42.0.7 ",
            "kvm1 has a route into 10.42.0.1/24 already: 10.42.0.0/24 dev eth0 proto kernel scope link src 10.42.0.7. " +
                "Choose other addresses",
        ],
        [
            `reserved br2 ${urn}`,
            `the network br2 on kvm1, which belongs to ${urn}, has addresses of this one already. Choose other addresses`,
        ],
        [
            "absent br1",
            "kvm1 has no bridge br1. Create it there, on Linux by `ip link add br1 type bridge && ip link set br1 up`, on FreeBSD and " +
                "OpenBSD by `ifconfig br1 create up`; or leave `adopt` out",
        ],
        ["other lo", "lo on kvm1 is not a bridge"],
        [
            "ports uk0 eth1",
            "the bridge br1 on kvm1 has ports still: uk0, eth1. Remove what is attached to it; then delete it again",
        ],
        ["something else", "kvm1 refused: something else"],
    ])("because of %s says what to do", (refused, message) => {
        expect(() => answer("kvm1", `refused ${refused}\n`)).toThrow(new Error(message));
    });

    test("says how to be root where that is this machine", () => {
        expect(() => answer("this machine", "refused rights\n")).toThrow(
            "networks on this machine need root: run `pulumi` as root, or choose another `host`",
        );
    });
});

test("a service that fails is quoted", () => {
    const output = "console RTNETLINK answers: Permission denied\nfailed unikernel-network-br1.service\n";
    expect(() => answer("kvm1", output)).toThrow(
        "unikernel-network-br1.service failed on kvm1:\n  RTNETLINK answers: Permission denied\n" +
            "All of it: journalctl --unit=unikernel-network-br1.service",
    );
});

test("a service script that fails is quoted, and needs no journal", () => {
    const output =
        "console there is no default route\nfailed /var/lib/pulumi-unikernel/networks/br1/service\n";
    expect(() => answer("kvm1", output)).toThrow(
        new Error(
            "/var/lib/pulumi-unikernel/networks/br1/service failed on kvm1:\n  there is no default route",
        ),
    );
});

test("what a creation of the same resource left is known by its mark", () => {
    expect(leftover(`refused taken ${owner}\n`, urn)).toBe("0011223344556677");
    expect(leftover(`refused taken ${owner}\n`, `${urn}2`)).toBeUndefined();
    expect(leftover("looked done\n", urn)).toBeUndefined();
});
