import type { Failure } from "../../protocol/errors";
import type { Unknowns } from "../../protocol/resource";
import type { InstanceInputs } from "../inputs";
import { pingTarget, probeTarget } from "../probe/target";
import type { Probe } from "../probe/schema";

type Inputs = Partial<Pick<InstanceInputs, "probe" | "networks">>;

const kinds = ["tcp", "http", "icmp", "console"] as const;

export function checkProbe({ probe, networks }: Inputs, unknowns: Unknowns): Failure[] {
    if (probe === undefined) return [];
    const kind = checkKind(probe);
    if (kind.length > 0) return kind;
    return [
        ...checkPattern(probe),
        ...checkUrl(probe),
        ...(unknowns.has("networks") ? [] : checkPort(probe, networks)),
    ];
}

function checkKind(probe: Probe): Failure[] {
    const given = kinds.filter((kind) => probe[kind] !== undefined);
    if (given.length === 1) return [];
    const what =
        given.length === 0 ? "nothing says what to look at" : `it cannot look at ${given.join(" and ")}`;
    return [{ property: "probe", reason: `${what}; give one of tcp, http, icmp and console` }];
}

function checkPattern({ console: pattern }: Probe): Failure[] {
    if (pattern === undefined) return [];
    try {
        new RegExp(pattern);
        return [];
    } catch (error) {
        return [
            { property: "probe.console", reason: `not a regular expression: ${(error as Error).message}` },
        ];
    }
}

function checkUrl({ http }: Probe): Failure[] {
    if (http?.url === undefined) return [];
    if (http.port !== undefined)
        return [{ property: "probe.http.url", reason: "goes without `port`: the URL has one" }];
    if (http.url.startsWith("http://") && URL.canParse(http.url)) return [];
    return [
        { property: "probe.http.url", reason: `not a URL that can be fetched: http://127.0.0.1:8080/health` },
    ];
}

function checkPort(probe: Probe, networks: InstanceInputs["networks"] = {}): Failure[] {
    if (probe.console !== undefined || probe.http?.url !== undefined) return [];
    if (probe.icmp !== undefined) {
        const { problem } = pingTarget(probe, networks);
        return problem === undefined ? [] : [{ property: "probe.icmp", reason: problem }];
    }
    const target = probeTarget(probe, networks);
    return target.problem === undefined ? [] : [{ property: target.property, reason: target.problem }];
}
