import { allOf, type Answer } from "../answers";

/** Pure. What a network with NAT for IPv6 had to change on a host that learns of its own router. */
export function routerNotes(host: string, answers: readonly Answer[]): string[] {
    return allOf(answers, "heeds").map(
        (link) =>
            `${host} has its IPv6 router from advertisements on ${link}, which a host that forwards does not heed: ` +
            `net.ipv6.conf.${link}.accept_ra is 2 there, so that it does`,
    );
}
