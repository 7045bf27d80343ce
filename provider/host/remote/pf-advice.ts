/** What to do about pf on a host, which is its administrator's. `detail` is what a script says: `FreeBSD rdr`. */
const uses: Readonly<Record<string, string>> = {
    rdr: "published ports need",
    nat: "a network with `nat` needs",
};

const enabling: Readonly<Record<string, string>> = {
    FreeBSD: "sysrc pf_enable=YES && service pf start",
    OpenBSD: "rcctl enable pf && pfctl -e -f /etc/pf.conf",
};

export function pfIsOff(host: string, detail: string): string {
    const [system = "", kind = ""] = detail.split(" ");
    return `pf is not enabled on ${host}, which ${uses[kind]}. Enable it there: ${enabling[system]}`;
}

export function pfLacksAnchor(host: string, detail: string): string {
    const [system = "", kind = ""] = detail.split(" ");
    const [line, place] =
        system === "FreeBSD"
            ? [`${kind}-anchor "unikernel/*"`, "before its filter rules"]
            : ['anchor "unikernel/*"', "before its other rules"];
    return (
        `/etc/pf.conf on ${host} does not lead to the rules that ${uses[kind]}. Add the line \`${line}\` there, ${place}, ` +
        "and load it: pfctl -f /etc/pf.conf"
    );
}
