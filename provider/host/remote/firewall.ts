import type { Progress } from "../../protocol/resource";
import { allOf, type Answer } from "./answers";

/** Pure. Warnings about firewalls on a host that drop what is forwarded to or from one of our bridges. */
export function dropWarnings(host: string, answers: readonly Answer[]): string[] {
    return allOf(answers, "drops").map((detail) => {
        const [bridge = "", ...table] = detail.split(" ");
        return (
            `A firewall on ${host} drops what the host forwards to and from ${bridge} (nft table ${table.join(" ")}, policy drop): ` +
            "other machines won't reach published ports there, nor guests other machines. Let it through, with Docker: " +
            `iptables -I DOCKER-USER -i ${bridge} -j ACCEPT && iptables -I DOCKER-USER -o ${bridge} -j ACCEPT; ` +
            `with ufw: ufw route allow in on ${bridge} && ufw route allow out on ${bridge}`
        );
    });
}

/** Tells the user of them. */
export function warnOfDrops(
    progress: Pick<Progress, "note">,
    { name }: { readonly name: string },
    answers: readonly Answer[],
): void {
    for (const warning of dropWarnings(name, answers)) progress.note(warning, "warning");
}
