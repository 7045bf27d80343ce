import type { Failure } from "../../protocol/errors";
import type { Unknowns } from "../../protocol/resource";
import type { InstanceInputs } from "../inputs";

type Inputs = Partial<InstanceInputs>;

/** Where an instance is to be, and what follows from that for the rest. */
export function checkHost(inputs: Inputs, unknowns: Unknowns): Failure[] {
    const { host } = inputs;
    if (host?.ssh === undefined) return [];
    if (host.local !== undefined) {
        return [
            {
                property: "host",
                reason: "it cannot be both this machine and another; give one of local and ssh",
            },
        ];
    }
    return [
        ...(unknowns.has("volumes") ? [] : checkPaths(inputs.volumes)),
        ...(unknowns.has("probe") ? [] : checkUrl(inputs.probe)),
    ];
}

function checkPaths(volumes: Inputs["volumes"] = {}): Failure[] {
    return Object.entries(volumes)
        .filter(([, { path }]) => !path.startsWith("/"))
        .map(([device, { path }]) => ({
            property: `volumes.${device}.path`,
            reason: `"${path}" is not a path on the host: it begins with a slash there`,
        }));
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
