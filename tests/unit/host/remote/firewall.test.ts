import { expect, test } from "@jest/globals";
import { dropWarnings } from "../../../../provider/host/remote/firewall";

const firewalld = "firewall-cmd --permanent --zone=trusted --add-interface=br0 && firewall-cmd --reload";

test.each([
    ["br0 ip filter", "nft table ip filter"],
    ["br0 iptables filter", "the table filter of iptables"],
])("a firewall that keeps back what is forwarded is named, with what lets it through: %s", (rest, named) => {
    const answers = [
        { word: "drops", rest },
        { word: "end", rest: "www" },
    ];
    expect(dropWarnings("kvm1", answers)).toEqual([
        `A firewall on kvm1 drops or rejects what the host forwards to and from br0 (${named}): other machines may not reach published ` +
            "ports there, nor guests other machines. Let it through, with Docker: iptables -I DOCKER-USER -i br0 -j ACCEPT && iptables " +
            "-I DOCKER-USER -o br0 -j ACCEPT; with ufw: ufw route allow in on br0 && ufw route allow out on br0; with firewalld: " +
            firewalld,
    ]);
});

test("a firewall that keeps guests from the DHCP server is named, with what lets them", () => {
    expect(dropWarnings("kvm1", [{ word: "drops_dhcp", rest: "br0 inet filter" }])).toEqual([
        "A firewall on kvm1 drops or rejects what guests on br0 ask its DHCP server (nft table inet filter): they get no address. Let UDP " +
            "to port 67 in from there, with ufw: ufw allow in on br0 to any port 67 proto udp; with firewalld: " +
            `${firewalld}; with nft by a rule such as: iifname "br0" udp dport 67 accept`,
    ]);
});
