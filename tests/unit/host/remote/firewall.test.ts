import { expect, test } from "@jest/globals";
import { dropWarnings } from "../../../../provider/host/remote/firewall";

test("a firewall that drops what is forwarded is named, with what lets it through", () => {
    const answers = [
        { word: "drops", rest: "br0 ip filter" },
        { word: "end", rest: "www" },
    ];
    expect(dropWarnings("kvm1", answers)).toEqual([
        "A firewall on kvm1 drops what the host forwards to and from br0 (nft table ip filter, policy drop): other machines won't " +
            "reach published ports there, nor guests other machines. Let it through, with Docker: iptables -I DOCKER-USER -i br0 " +
            "-j ACCEPT && iptables -I DOCKER-USER -o br0 -j ACCEPT; with ufw: ufw route allow in on br0 && ufw route allow out on br0",
    ]);
});
