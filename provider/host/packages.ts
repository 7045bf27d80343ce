interface Packages {
    readonly apt: string;
    readonly dnf: string;
    readonly apk: string;
}

/** Which packages have the programs that a host may lack. */
const packages: Readonly<Record<string, Packages>> = {
    ip: { apt: "iproute2", dnf: "iproute", apk: "iproute2" },
    nft: { apt: "nftables", dnf: "nftables", apk: "nftables" },
    dnsmasq: { apt: "dnsmasq-base", dnf: "dnsmasq", apk: "dnsmasq" },
    ping: { apt: "iputils-ping", dnf: "iputils", apk: "iputils" },
    "qemu-img": { apt: "qemu-utils", dnf: "qemu-img", apk: "qemu-img" },
    lvcreate: { apt: "lvm2", dnf: "lvm2", apk: "lvm2" },
};

/** What to type on a host that lacks a program. One that is not known is called by its name. */
export function installing(program: string): string {
    const { apt, dnf, apk } = packages[program] ?? { apt: program, dnf: program, apk: program };
    return `\`apt install ${apt}\` (Debian, Ubuntu), \`dnf install ${dnf}\` (Fedora) or \`apk add ${apk}\` (Alpine)`;
}
