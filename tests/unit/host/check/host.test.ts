import { expect, test } from "@jest/globals";
import { checkHost } from "../../../../provider/host/check/host";
import type { InstanceInputs } from "../../../../provider/host/inputs";

const ssh = { host: "kvm1.example.org" };
const bridge = { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" };

test.each<[string, Partial<InstanceInputs>, string[]]>([
    ["this machine", { host: { local: true }, volumes: { data: { path: "a.img" } } }, []],
    [
        "two places at once",
        { host: { local: true, ssh } },
        ["host: it cannot be both this machine and another; give one of local and ssh"],
    ],
    [
        "a volume that is a path of this project",
        { host: { ssh }, volumes: { data: { path: "./a.img" }, logs: { path: "/dev/vg0/logs" } } },
        ['volumes.data.path: "./a.img" is not a path on the host: it begins with a slash there'],
    ],
    [
        "text that systemd does not take for text",
        { host: { ssh }, args: ["é \u{1f642}", "\ufffe"], env: { TOKEN: "\ufdd0", PATH: "/bin" } },
        [
            "args[1]: systemd cannot pass it on: it has one of the code points that Unicode keeps from being characters",
            'env["TOKEN"]: systemd cannot pass it on: it has one of the code points that Unicode keeps from being characters',
        ],
    ],
    [
        "a probe of a URL, which this machine would fetch",
        { host: { ssh }, probe: { http: { url: "http://127.0.0.1:8080/" } } },
        ["probe.http.url: goes with this machine only; on a host give `port` and `path`"],
    ],
    [
        "published ports of a bridge, and an address that is left to us",
        {
            host: { ssh },
            networks: { service: { ...bridge, ports: { "8080": 80, "5353/udp": 53 } } },
            replacement: "dnat",
        },
        [],
    ],
    [
        "ports of something that is not the host's, or without what they lead to",
        { host: { ssh }, networks: { service: { bridge: "br0", ports: { "127.0.0.1:8080": 80 } } } },
        [
            'networks.service.ports["127.0.0.1:8080"]: not a port of the host: 8080 or 5353/udp',
            "networks.service.ports: they go with a `bridge` and an `address`",
        ],
    ],
    [
        "a switch between two instances with one address",
        {
            host: { ssh },
            networks: { service: { ...bridge, address: "10.42.0.2/24", ports: { "8080": 80 } } },
            replacement: "dnat",
        },
        ["replacement: it needs published `ports` and an `address` that is left to us, such as 10.0.0.0/24"],
    ],
    [
        "taking another's place with an address that is left to us",
        {
            host: { ssh },
            networks: { service: { ...bridge, address: "10.42.0.0/24" } },
            replacement: "l2",
        },
        [
            "replacement: it needs networks on a `bridge`, each with an `address` of its own, such as 10.0.0.2/24, and no " +
                "published `ports`",
        ],
    ],
    [
        "taking another's place with an IPv6 address that is left to us",
        {
            host: { ssh },
            networks: { service: { ...bridge, address: "10.42.0.2/24", address6: "fd42::/64" } },
            replacement: "l2",
        },
        [
            "replacement: it needs networks on a `bridge`, each with an `address` of its own, such as 10.0.0.2/24, and no " +
                "published `ports`",
        ],
    ],
    [
        "an IPv6 address that is left to us, on this machine",
        { networks: { service: { bridge: "br0", address6: "fd42::/64" } } },
        [
            "networks.service.address6: fd42::/64 is a whole network; only an instance on a host over SSH can have that: `host: { ssh: … }`",
        ],
    ],
    [
        "what only a host has, on this machine",
        { networks: { service: { ...bridge, ports: { "8080": 80 } } }, replacement: "dnat" },
        [
            "networks.service.ports: only an instance on a host over SSH can have that: `host: { ssh: … }`",
            "networks.service.address: 10.42.0.0/24 is a whole network; only an instance on a host over SSH can have that: `host: { ssh: … }`",
            "replacement: only an instance on a host over SSH can have that: `host: { ssh: … }`",
        ],
    ],
])("%s", (_, inputs, failures) => {
    const found = checkHost(inputs, new Set());
    expect(found.map(({ property, reason }) => `${property}: ${reason}`)).toEqual(failures);
});
