/** What apt is asked of its sources, and answers a line of each. */
export const sourceFormat = "$(REPO_URI) $(ORIGIN)";

/** Where packages of Debian's may be: in a source of Debian's, or in one of which apt has no list yet. Otherwise whose it has. */
export function debianSources(
    answer: string,
): { readonly uris: readonly string[] } | { readonly reason: string } {
    const sources = answer.split("\n").flatMap((line) => {
        const [, uri, origin] = /^(\S+) ?(.*)$/.exec(line.trim()) ?? [];
        return uri === undefined ? [] : [{ uri, origin }];
    });
    if (sources.length === 0) return { reason: "this machine's apt has no sources" };
    const possible = sources.filter(({ origin }) => origin === "Debian" || origin === "");
    if (possible.length > 0) return { uris: [...new Set(possible.map(({ uri }) => uri))] };
    const others = [...new Set(sources.map(({ origin }) => origin))].join(", ");
    return {
        reason: `an appliance's parts are Debian's, and this machine's apt has packages of ${others} only`,
    };
}

/** Why a download failed, in apt's own words, which come after the address. */
export function failureOf(stderr: string): string | undefined {
    const [, words] = /^E: Failed to fetch \S+ +(.*)$/m.exec(stderr) ?? [];
    return words?.replace(/ *\[IP: .*\]$/, "").replaceAll(/ +/g, " ");
}
