import { BackendService } from "@pulumi/gcp/compute/backendService";
import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule";
import type { HealthCheck } from "@pulumi/gcp/compute/healthCheck";
import { TargetTCPProxy } from "@pulumi/gcp/compute/targetTCPProxy";
import { transformed } from "../transform";
import { portName, type Group } from "./group";
import type { Plan } from "./plan";

export function addressOf({ names, project, transforms, own }: Plan): GlobalAddress {
    return new GlobalAddress(names.stem, transformed(transforms.address, { project }), own);
}

/** What passes on the connections to one port. */
export interface Served {
    readonly backendService: BackendService;
    readonly proxy: TargetTCPProxy;
    readonly forwardingRule: GlobalForwardingRule;
}

interface Behind {
    readonly address: GlobalAddress;
    readonly group: Group;
    readonly healthCheck: HealthCheck;
}

const loadBalancingScheme = "EXTERNAL_MANAGED";

/** A proxy connects to an instance's own address: a unikernel knows no others. */
export function serve(plan: Plan, port: number, { address, group, healthCheck }: Behind): Served {
    const { names, project, transforms, own } = plan;
    const name = `${names.stem}-${port}`;
    const backendService = new BackendService(
        name,
        transformed(transforms.backendService, {
            project,
            protocol: "TCP",
            portName: portName(port),
            loadBalancingScheme,
            healthChecks: healthCheck.id,
            backends: [{ group: group.instanceGroup, balancingMode: "UTILIZATION", maxUtilization: 0.8 }],
        }),
        own,
    );
    const proxy = new TargetTCPProxy(
        name,
        transformed(transforms.proxy, { project, backendService: backendService.id }),
        own,
    );
    const forwardingRule = new GlobalForwardingRule(
        name,
        transformed(transforms.forwardingRule, {
            project,
            loadBalancingScheme,
            ipProtocol: "TCP",
            ipAddress: address.address,
            portRange: String(port),
            target: proxy.id,
        }),
        own,
    );
    return { backendService, proxy, forwardingRule };
}
