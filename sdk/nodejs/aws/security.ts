import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { FleetArgs } from "./fleet-args";
import { transformed } from "../transform";

const everywhere = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];

/** Who may connect to the load balancer, and that nobody but it may connect to an instance. */
export interface Security {
    readonly loadBalancer: SecurityGroup;
    readonly instances: SecurityGroup;
}

/**
 * The balancer's checks come from its own addresses, whoever its clients may be: instances admit it by its group, on the port
 * that is checked too. It is given one when it is made, for AWS attaches none later.
 */
export function securityOf(
    name: string,
    args: FleetArgs,
    ports: readonly number[],
    tags: Record<string, pulumi.Input<string>>,
    own: pulumi.CustomResourceOptions,
): Security {
    const { transforms = {}, region, vpcId, healthCheck } = args;
    const loadBalancer = new SecurityGroup(
        `${name}-load-balancer`,
        transformed(transforms.loadBalancerSecurityGroup, {
            region,
            description: `Load balancer of ${name}`,
            vpcId,
            ingress: ports.map((port) => ({
                ...tcp(port),
                cidrBlocks: args.allowedCidrs ?? ["0.0.0.0/0"],
            })),
            egress: everywhere,
            tags,
        }),
        own,
    );
    const reached = new Set([...ports, ...(healthCheck?.port === undefined ? [] : [healthCheck.port])]);
    const instances = new SecurityGroup(
        name,
        transformed(transforms.securityGroup, {
            region,
            description: `Instances of ${name}`,
            vpcId,
            ingress: [...reached].map((port) => ({ ...tcp(port), securityGroups: [loadBalancer.id] })),
            egress: everywhere,
            tags,
        }),
        own,
    );
    return { loadBalancer, instances };
}

const tcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });
