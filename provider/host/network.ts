import { z } from "zod";
import { markedOwner } from "./marked-owner";
import { resource } from "../protocol/resource";
import type { Settings } from "../settings";
import { Host } from "./inputs";

export const DhcpRange = z
    .strictObject({
        from: z.string().describe("The first address that is given out: `10.42.0.100`."),
        to: z.string().describe("The last: `10.42.0.199`."),
    })
    .meta({ id: "host:DhcpRange" })
    .describe("The addresses of a network that are given out by DHCP.");

export const NetworkInputs = z.strictObject({
    host: Host.optional().describe("Where it is. Default: this machine, which needs root then."),
    bridge: z
        .string()
        .optional()
        .describe(
            "The bridge's name on the host: letters, digits, dots, dashes and underscores, 15 at most. On OpenBSD its kind and a " +
                "number: `veb7` or `bridge7`. Default: the resource's name and five random digits.",
        ),
    adopt: z
        .boolean()
        .optional()
        .describe(
            "Whether `bridge` names one that is there already. It is never changed or deleted; its address is read. " +
                "Default: false.",
        ),
    cidr: z
        .string()
        .optional()
        .describe(
            "The host's own IPv4 address on it, with the prefix: `10.42.0.1/24`. Needed unless `adopt`.",
        ),
    cidr6: z
        .string()
        .optional()
        .describe(
            "The host's own IPv6 address on it, with the prefix: `fd42::1/64`. With `nat` the host forwards IPv6 then: where " +
                "its own default route is by router advertisements, its `accept_ra` is set to 2, on Linux. Default: no IPv6.",
        ),
    nat: z
        .boolean()
        .optional()
        .describe(
            "Whether unikernels reach what is beyond the host, in the host's name: an nft table of its own masquerades what " +
                "leaves the bridge for elsewhere, on FreeBSD and OpenBSD a pf anchor, and the host forwards. Default: true.",
        ),
    dhcp: DhcpRange.optional().describe(
        "Addresses that dnsmasq gives out, which has to be installed there, on a host with systemd. Default: none; each instance " +
            "has an `address`.",
    ),
});
export type NetworkInputs = z.output<typeof NetworkInputs>;

export const NetworkOutputs = z.strictObject({
    bridge: z.string().describe("The bridge's name, for the `networks` of an instance."),
    gateway: z
        .string()
        .optional()
        .describe(
            "The host's IPv4 address on it, which is the unikernels' gateway: `10.42.0.1`. Absent where an adopted bridge " +
                "has none.",
        ),
    gateway6: z.string().optional().describe("The host's IPv6 address on it: `fd42::1`."),
    cidr: z.string().optional().describe("The host's IPv4 address on it, with the prefix: `10.42.0.1/24`."),
    unit: z.string().describe("What tells this network from any other that had or will have its name."),
    owner: markedOwner("machine", "is used"),
    altered: z
        .string()
        .optional()
        .describe(
            "What a refresh found on its host that is not as it was made, such as an nft table that is gone. The next `up` " +
                "sets it right.",
        ),
});
export type NetworkOutputs = z.output<typeof NetworkOutputs>;

export const network = resource<typeof NetworkInputs, typeof NetworkOutputs, Settings>({
    token: "unikernel:host:Network",
    description:
        "A bridge for unikernels on a host, with the host's address on it, and by default with a way out: NAT.\n\n" +
        "It is made by a unit of systemd, or by a script of what else starts services there, anew at each boot and before the " +
        "instances on it. `pulumi refresh` finds a unit " +
        "that was edited by hand, and a bridge, an address or an nft table that has gone or was changed; `up` sets it right " +
        "while the instances go on. `nat` and `dhcp` are changed in place, too; another address or name makes another " +
        "network.\n\n" +
        "What was made carries its mark, and only that is ever changed or removed. A bridge that something is still " +
        "attached to is not deleted: the error names it. `adopt` takes a bridge as it is, so that a program can rely on " +
        "its name and address.\n\n" +
        "Import one by its `id`: the bridge's name, or on a host `kvm1.example.org/` and its name.",
    examples: [
        {
            title: "A network with a way out, and an instance on it",
            typescript: `import * as unikernel from "pulumi-unikernel";

const host = { ssh: { host: "kvm1.example.org", user: "deploy", sudo: true } };
const web = new unikernel.Image("web", { source: "./web", target: "hvt" });

const net = new unikernel.host.Network("net", { host, cidr: "10.42.0.1/24" });

new unikernel.host.Instance("www", {
    host,
    image: web.artifact,
    networks: { service: { bridge: net.bridge, address: "10.42.0.2/24", gateway: net.gateway } },
});
`,
        },
        {
            title: "A bridge that an administrator has made, and a closed network with DHCP",
            typescript: `import * as unikernel from "pulumi-unikernel";

const host = { ssh: { host: "kvm1.example.org", user: "root" } };

const office = new unikernel.host.Network("office", { host, bridge: "br0", adopt: true });

const backend = new unikernel.host.Network("backend", {
    host,
    cidr: "10.43.0.1/24",
    nat: false,
    dhcp: { from: "10.43.0.100", to: "10.43.0.199" },
});

export const bridges = [office.bridge, backend.bridge];
`,
        },
    ],
    inputs: NetworkInputs,
    outputs: NetworkOutputs,
    replaceOn: ["cidr", "cidr6", "bridge", "adopt"],
    lifecycle: async () => (await import("./remote/network/lifecycle/lifecycle")).networkLifecycle,
});
