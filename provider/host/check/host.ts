import type { Failure } from "../../protocol/errors";
import type { Unknowns } from "../../protocol/resource";
import type { InstanceInputs } from "../inputs";
import { isPool } from "../remote/addresses";

type Inputs = Partial<InstanceInputs>;

/** Where an instance is to be, and what follows from that for the rest. */
export function checkHost(inputs: Inputs, unknowns: Unknowns): Failure[] {
    const { host } = inputs;
    if (host?.ssh === undefined) return unknowns.has("host") ? [] : checkHere(inputs);
    if (host.local !== undefined) {
        return [
            {
                property: "host",
                reason: "it cannot be both this machine and another; give one of local and ssh",
            },
        ];
    }
    return [
        ...(unknowns.has("networks") ? [] : [...checkPorts(inputs.networks), ...checkSwitch(inputs)]),
        ...(unknowns.has("volumes") ? [] : checkPaths(inputs.volumes)),
        ...(unknowns.has("probe") ? [] : checkUrl(inputs.probe)),
        ...checkCharacters(inputs),
    ];
}

/** What only a host over SSH has. */
function checkHere({ networks = {}, replacement }: Inputs): Failure[] {
    const each = Object.entries(networks).flatMap(([device, { ports, ...network }]) => [
        ...(ports === undefined ? [] : [{ property: `networks.${device}.ports`, reason: onlyThere }]),
        ...(["address", "address6"] as const)
            .filter((name) => isPool(network[name]))
            .map((name) => ({
                property: `networks.${device}.${name}`,
                reason: `${network[name]} is a whole network; ${onlyThere}`,
            })),
    ]);
    const switching =
        replacement === "dnat" || replacement === "l2"
            ? [{ property: "replacement", reason: onlyThere }]
            : [];
    return [...each, ...switching];
}

const onlyThere = "only an instance on a host over SSH can have that: `host: { ssh: … }`";

function checkSwitch({ networks = {}, replacement }: Inputs): Failure[] {
    const reason = {
        dnat: switches({ networks })
            ? undefined
            : "it needs published `ports` and an `address` that is left to us, such as 10.0.0.0/24",
        l2: handsOver({ networks })
            ? undefined
            : "it needs networks on a `bridge`, each with an `address` of its own, such as 10.0.0.2/24, and no published `ports`",
        "stop-first": undefined,
    }[replacement ?? "stop-first"];
    return reason === undefined ? [] : [{ property: "replacement", reason }];
}

/** Whether a new instance can take the place of the old one on its bridges. */
function handsOver({ networks = {} }: Pick<Inputs, "networks">): boolean {
    const each = Object.values(networks);
    return (
        each.length > 0 &&
        each.every(
            ({ bridge, address, address6, ports = {} }) =>
                bridge !== undefined &&
                address !== undefined &&
                !isPool(address) &&
                !isPool(address6) &&
                Object.keys(ports).length === 0,
        )
    );
}

/** Whether the published ports can lead to a new instance while the old one is still there. */
export function switches({ networks = {} }: Pick<Inputs, "networks">): boolean {
    const publishing = Object.values(networks).filter(({ ports }) => Object.keys(ports ?? {}).length > 0);
    return (
        publishing.length > 0 &&
        publishing.every(
            ({ address, address6 }) => isPool(address) && (address6 === undefined || isPool(address6)),
        )
    );
}

function checkPaths(volumes: Inputs["volumes"] = {}): Failure[] {
    return Object.entries(volumes)
        .filter(([, { path = "/" }]) => !path.startsWith("/"))
        .map(([device, { path }]) => ({
            property: `volumes.${device}.path`,
            reason: `"${path}" is not a path on the host: it begins with a slash there`,
        }));
}

function checkPorts(networks: Inputs["networks"] = {}): Failure[] {
    return Object.entries(networks).flatMap(([device, { ports = {}, bridge, address }]) => {
        const property = `networks.${device}.ports`;
        const wrong = Object.keys(ports)
            .filter((port) => !/^\d{1,5}(\/(tcp|udp))?$/.test(port))
            .map((port) => ({
                property: `${property}["${port}"]`,
                reason: "not a port of the host: 8080 or 5353/udp",
            }));
        const given = Object.keys(ports).length > 0;
        if (!given || (bridge !== undefined && address !== undefined)) return wrong;
        return [...wrong, { property, reason: "they go with a `bridge` and an `address`" }];
    });
}

function checkUrl(probe: Inputs["probe"]): Failure[] {
    if (probe?.http?.url === undefined) return [];
    return [
        {
            property: "probe.http.url",
            reason: "goes with this machine only; on a host give `port` and `path`",
        },
    ];
}

/** A unit that has one is not valid to systemd, nor is a message about it. */
const noncharacter = /\p{Noncharacter_Code_Point}/u;

function checkCharacters({ args = [], env = {} }: Inputs): Failure[] {
    const texts = [
        ...args.map((text, index) => [`args[${index}]`, text] as const),
        ...Object.entries(env).map(([name, text]) => [`env["${name}"]`, text] as const),
    ];
    const reason =
        "systemd cannot pass it on: it has one of the code points that Unicode keeps from being characters";
    return texts.filter(([, text]) => noncharacter.test(text)).map(([property]) => ({ property, reason }));
}
