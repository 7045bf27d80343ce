/** Waits until the kernel has seen that a bridge has no port that is up, which it does a moment later. */
export const untilDown = (bridge: string): string =>
    `timeout 20 sh -c 'until [ "$(cat /sys/class/net/${bridge}/operstate)" = down ]; do sleep 0.02; done'`;

const bridge = `ip link add br7 type bridge; ip link set br7 up
    ip tuntap add dev uk0123456789ab mode tap; ip link set uk0123456789ab alias pulumi-unikernel:fedcba9876543210 master br7
    ${untilDown("br7")}`;

const families = ["ip", "ip6", "inet"] as const;

/** Of each family that ours are of, at a hook of theirs. */
const tables = families
    .map(
        (family) => `nft add table ${family} theirs
        nft add chain ${family} theirs prerouting '{ type nat hook prerouting priority -101; }'
        nft add rule ${family} theirs prerouting tcp dport 9999 accept`,
    )
    .join("\n");

export const foreignService = "unikernel-theirs-0000001.service";

/** What looks most like ours, and is somebody else's. */
export const others = {
    make: `${bridge}
        ${tables}
        printf '[Service]\\nExecStart=sleep 1000\\n' >/etc/systemd/system/${foreignService}
        systemctl daemon-reload; systemctl start ${foreignService}`,
    remove: `systemctl stop ${foreignService}; rm /etc/systemd/system/${foreignService}; systemctl daemon-reload
        ${families.map((family) => `nft delete table ${family} theirs`).join("; ")}
        ip link delete uk0123456789ab; ip link delete br7`,
};

/** The same where systemd does not run the host. */
export const otherNetworks = `${bridge}
    ${families.map((family) => `nft add table ${family} theirs`).join("; ")}`;
