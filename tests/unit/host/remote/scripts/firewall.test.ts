import { execFileSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import { dhcpPort, keeping } from "../../../../../provider/host/remote/scripts/firewall";

const table = (chains: Readonly<Record<string, readonly string[]>>, name = "inet filter"): string =>
    [
        `table ${name} {`,
        "\tset others {\n\t\ttype ipv4_addr\n\t}\n",
        ...Object.entries(chains).map(
            ([chain, lines]) => `\tchain ${chain} {\n${lines.map((line) => `\t\t${line}\n`).join("")}\t}\n`,
        ),
        "}",
    ].join("\n");

const hook = (policy: string, name = "forward"): string =>
    `type filter hook ${name} priority filter; policy ${policy};`;

const firewalld = table(
    {
        filter_FORWARD: [
            hook("accept"),
            "ct state { established, related } accept",
            "ct status dnat accept",
            'iifname "lo" accept',
            "jump filter_FORWARD_ZONES",
            "ct state invalid drop",
            "reject with icmpx admin-prohibited",
        ],
        filter_FORWARD_ZONES: ['iifname "eth0" goto filter_FWD_public', "goto filter_FWD_public"],
        filter_FWD_public: ["jump filter_FWD_public_log", "reject with icmpx admin-prohibited"],
        filter_FWD_public_log: [],
    },
    "inet firewalld",
);

const docker = (user: string): string =>
    table(
        {
            FORWARD: [
                hook("drop"),
                "counter packets 0 bytes 0 jump DOCKER-USER",
                'oifname "docker0" counter packets 0 bytes 0 jump DOCKER',
            ],
            "DOCKER-USER": [user, "counter packets 12 bytes 40 return"],
        },
        "ip filter",
    );

const legacy = (...lines: readonly string[]): string =>
    ["*filter", ":INPUT ACCEPT [0:0]", ...lines, "COMMIT"].join("\n");

function kept(ruleset: string, at = "forward", port = ""): string {
    const said = ["mawk", "busybox awk"].flatMap((awk) => {
        const [program = "", ...applet] = awk.split(" ");
        const given = [...applet, "-v", `hook=${at}`, "-v", "link=br0", "-v", `port=${port}`, keeping];
        return execFileSync(program, given, { input: ruleset, encoding: "utf8" });
    });
    expect(new Set(said).size).toBe(1);
    return said[0] ?? "";
}

describe("what a host forwards to a guest is kept back by a firewall", () => {
    test.each([
        ["whose policy is to drop", docker("counter packets 1 bytes 2 return"), "ip filter\n"],
        ["that rejects whatever none of its rules has let through", firewalld, "inet firewalld\n"],
        [
            "that drops it in a chain of its own",
            table({
                forward: [hook("accept"), "goto mine"],
                mine: ['log prefix "mine "', "counter packets 0 bytes 0 drop"],
            }),
            "inet filter\n",
        ],
        ["of the old iptables, by its policy", legacy(":FORWARD DROP [0:0]"), "iptables filter\n"],
        [
            "of the old iptables, by its last rule",
            legacy(
                ":FORWARD ACCEPT [0:0]",
                "-A FORWARD -i docker0 -j ACCEPT",
                "-A FORWARD -j REJECT --reject-with icmp-host-prohibited",
            ),
            "iptables filter\n",
        ],
    ])("%s", (_which, ruleset, tables) => {
        expect(kept(ruleset)).toBe(tables);
    });
});

describe("what a host forwards to a guest is let through by a firewall", () => {
    test.each([
        ["that names its bridge", docker('oifname "br0" counter packets 0 bytes 0 accept')],
        ["that has the bridge in a zone", firewalld.replace('"eth0" goto', '"br0" goto')],
        [
            "that drops some of it",
            table({ forward: [hook("accept"), "ip saddr @others drop", "accept", "drop"] }),
        ],
        [
            "that comes back from where it drops",
            table({ forward: [hook("accept"), "jump a"], a: ["return", "drop"] }),
        ],
        ["for what comes to the host itself", table({ input: [hook("drop", "input")] })],
        ["between the ports of a bridge", table({ forward: [hook("drop")] }, "bridge filter")],
        ["of the old iptables that names it", legacy(":FORWARD DROP [0:0]", "-A FORWARD -o br0 -j ACCEPT")],
    ])("%s", (_which, ruleset) => {
        expect(kept(ruleset)).toBe("");
    });
});

test("a firewall that lets nobody ask for an address is told from one that does", () => {
    const closed = table({ input: [hook("drop", "input"), "tcp dport 22 accept"] });
    expect(kept(closed, "input", dhcpPort)).toBe("inet filter\n");
    expect(kept(closed.replace("tcp dport 22", "udp dport { 53, 67 }"), "input", dhcpPort)).toBe("");
});
