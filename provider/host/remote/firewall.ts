import type { Progress } from "../../protocol/resource";
import { allOf, type Answer } from "./answers";

/** Pure. Warnings about firewalls on a host that keep back what is for the guests on one of our bridges, or comes from them. */
export function dropWarnings(host: string, answers: readonly Answer[]): string[] {
    return [
        ...allOf(answers, "drops").map((detail) => {
            const { bridge, table } = placeIn(detail);
            return (
                `A firewall on ${host} drops or rejects what the host forwards to and from ${bridge} (${table}): other machines may not ` +
                "reach published ports there, nor guests other machines. Let it through, with Docker: " +
                `iptables -I DOCKER-USER -i ${bridge} -j ACCEPT && iptables -I DOCKER-USER -o ${bridge} -j ACCEPT; ` +
                `with ufw: ufw route allow in on ${bridge} && ufw route allow out on ${bridge}; with firewalld: ${trusted(bridge)}`
            );
        }),
        ...allOf(answers, "drops_dhcp").map((detail) => {
            const { bridge, table } = placeIn(detail);
            return (
                `A firewall on ${host} drops or rejects what guests on ${bridge} ask its DHCP server (${table}): they get no address. ` +
                `Let UDP to port 67 in from there, with ufw: ufw allow in on ${bridge} to any port 67 proto udp; with firewalld: ` +
                `${trusted(bridge)}; with nft by a rule such as: iifname "${bridge}" udp dport 67 accept`
            );
        }),
    ];
}

/** Tells the user of them. */
export function warnOfDrops(
    progress: Pick<Progress, "note">,
    { name }: { readonly name: string },
    answers: readonly Answer[],
): void {
    for (const warning of dropWarnings(name, answers)) progress.note(warning, "warning");
}

/** `br0 inet firewalld`, or `br0 iptables filter` where that is not nft's. */
function placeIn(detail: string): { readonly bridge: string; readonly table: string } {
    const [bridge = "", family = "", table = ""] = detail.split(" ");
    return {
        bridge,
        table: family === "iptables" ? `the table ${table} of iptables` : `nft table ${family} ${table}`,
    };
}

const trusted = (bridge: string): string =>
    `firewall-cmd --permanent --zone=trusted --add-interface=${bridge} && firewall-cmd --reload`;
