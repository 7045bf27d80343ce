import type { Failure } from "../../../../protocol/errors";
import type { Call, CheckRequest, CheckResult, Unknowns } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import { checkHost } from "../../../check/host";
import type { NetworkInputs } from "../../../network";
import { automaticBridge, isAllowedBridge } from "../../../network/bridge-name";
import { addressIn, numberOf, parseCidr, rangeOf, type Cidr } from "../../../network/cidr";
import { isIPv4 } from "node:net";

type Inputs = Partial<NetworkInputs>;

export function check(
    call: Call<Settings>,
    request: CheckRequest<NetworkInputs>,
): Promise<CheckResult<NetworkInputs>> {
    const { inputs, previous, unknowns, randomSeed } = request;
    const failures = checkNetwork(inputs, unknowns);
    if (inputs.bridge !== undefined || unknowns.has("bridge") || inputs.adopt)
        return Promise.resolve({ failures });
    const bridge = previous?.bridge ?? automaticBridge(call.name, randomSeed);
    return Promise.resolve({ set: { bridge }, defaulted: ["bridge"], failures });
}

/** Pure. */
export function checkNetwork(inputs: Inputs, unknowns: Unknowns): Failure[] {
    return [
        ...checkHost({ host: inputs.host }, unknowns),
        ...checkBridge(inputs),
        ...(inputs.adopt ? checkAdopted(inputs, unknowns) : checkAddresses(inputs, unknowns)),
    ];
}

function checkBridge({ bridge }: Inputs): Failure[] {
    if (bridge === undefined || isAllowedBridge(bridge)) return [];
    const reason =
        "not the name of a bridge: letters, digits, dots, dashes and underscores, 15 at most, a letter or digit first";
    return [{ property: "bridge", reason }];
}

const made = ["cidr", "cidr6", "nat", "dhcp"] as const;

function checkAdopted(inputs: Inputs, unknowns: Unknowns): Failure[] {
    const unnamed = inputs.bridge === undefined && !unknowns.has("bridge");
    return [
        ...(unnamed ? [{ property: "bridge", reason: "say which bridge is to be adopted" }] : []),
        ...made
            .filter((property) => inputs[property] !== undefined && inputs[property] !== false)
            .map((property) => ({
                property,
                reason: "an adopted bridge is left as it is: leave it out, or leave `adopt` out",
            })),
    ];
}

function checkAddresses({ cidr, cidr6, dhcp }: Inputs, unknowns: Unknowns): Failure[] {
    if (cidr === undefined) {
        if (unknowns.has("cidr") || unknowns.has("adopt")) return [];
        const reason = "the host needs an address on it: 10.42.0.1/24; or `adopt` a bridge";
        return [{ property: "cidr", reason }];
    }
    const parsed = parseCidr(cidr, 4);
    return [
        ...checkIPv4(parsed),
        ...(cidr6 === undefined ? [] : checkIPv6(parseCidr(cidr6, 6))),
        ...(dhcp === undefined || parsed === undefined ? [] : checkDhcp(dhcp, parsed)),
    ];
}

function checkIPv4(cidr: Cidr | undefined): Failure[] {
    const fail = (reason: string): Failure[] => [{ property: "cidr", reason }];
    if (cidr === undefined) return fail("not an IPv4 address with its prefix: 10.42.0.1/24");
    if (cidr.prefix < 8 || cidr.prefix > 30) return fail("its prefix has to be from 8 to 30: 10.42.0.1/24");
    const { first, last } = rangeOf(cidr);
    const own = numberOf(cidr.address);
    if (own !== first && own !== last) return [];
    return fail(
        "it is the host's own address, which is neither the network's first nor its last: 10.42.0.1/24",
    );
}

function checkIPv6(cidr6: Cidr | undefined): Failure[] {
    if (cidr6 !== undefined && cidr6.prefix >= 8 && cidr6.prefix <= 127) return [];
    return [{ property: "cidr6", reason: "not an IPv6 address with its prefix: fd42::1/64" }];
}

function checkDhcp(dhcp: NonNullable<Inputs["dhcp"]>, cidr: Cidr): Failure[] {
    const { first, last } = rangeOf(cidr);
    const outside = (["from", "to"] as const).flatMap((name) => {
        const number = isIPv4(dhcp[name]) ? numberOf(dhcp[name]) : NaN;
        if (number > first && number < last) return [];
        const reason = `not an address of the network ${cidr.address}/${cidr.prefix}`;
        return [{ property: `dhcp.${name}`, reason }];
    });
    if (outside.length > 0) return outside;
    const [from, to, own] = [dhcp.from, dhcp.to, addressIn(cidr.address)].map(numberOf) as [
        number,
        number,
        number,
    ];
    if (from > to) return [{ property: "dhcp.to", reason: "it comes before `from`" }];
    if (own < from || own > to) return [];
    return [{ property: "dhcp", reason: `the host's own address ${cidr.address} would be given out, too` }];
}
