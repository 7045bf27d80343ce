/** As nft calls them. */
type Family = "ip" | "ip6";

const addressType: Readonly<Record<Family, string>> = { ip: "ipv4_addr", ip6: "ipv6_addr" };

/** What the host says to itself at 127.0.0.1 stays its own; what is for one link alone is not forwarded. */
const notOurs: Readonly<Record<Family, string>> = {
    ip: "ip daddr != 127.0.0.0/8",
    ip6: "ip6 daddr != ::1 ip6 daddr != fe80::/10",
};

/**
 * What makes the table of the published ports. What is there already stays as it is, but for the rules, which are made anew: others may
 * have flushed them.
 */
export function table(family: Family): string {
    const rules = ["prerouting", "output"].flatMap((chain) => [
        `flush chain ${family} unikernel ${chain}`,
        ...["tcp", "udp"].map(
            (protocol) =>
                `add rule ${family} unikernel ${chain} ${notOurs[family]} fib daddr type local dnat ${family} to ${protocol} dport map @${protocol}_ports`,
        ),
    ]);
    return `table ${family} unikernel {
    map tcp_ports { type inet_service : ${addressType[family]} . inet_service; }
    map udp_ports { type inet_service : ${addressType[family]} . inet_service; }
    chain prerouting { type nat hook prerouting priority dstnat; policy accept; }
    chain output { type nat hook output priority -100; policy accept; }
}
${rules.join("\n")}`;
}

/**
 * Shell functions about the tables. `family_of ADDRESS`: whose it is, as `$family`. `learn FAMILY`: what is in its table, as `$published`,
 * asked for once. `map_has PROTOCOL ADDRESS ELEMENT`: whether the map for such addresses has an element that is, or begins with, these whole
 * words; sets the two.
 */
export const tables = `
family_of() { case $1 in *:*) family=ip6 ;; *) family=ip ;; esac; }
learn() {
    case $1 in
    ip6)
        published=\${published_ip6-$(nft list table ip6 unikernel 2>/dev/null || :)}
        published_ip6=$published
        ;;
    *)
        published=\${published_ip-$(nft list table ip unikernel 2>/dev/null || :)}
        published_ip=$published
        ;;
    esac
}
map_has() {
    family_of "$2"
    learn "$family"
    map=\${published#*"map \${1}_ports {"}
    case \${map%%"}"*} in
    *" $3 "* | *" $3,"*) return 0 ;;
    *) return 1 ;;
    esac
}
`;
