import { allOf, type Answer } from "./answers";

/** Pure. What had to change for IPv6 to be forwarded on a host that learns of its own router. */
export function routerNotes(host: string, answers: readonly Answer[]): string[] {
    return allOf(answers, "heeds").map(
        (link) =>
            `${host} has its IPv6 router from advertisements on ${link}, which a host that forwards does not heed: ` +
            `net.ipv6.conf.${link}.accept_ra is 2 there, so that it does`,
    );
}
