import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { transformed } from "../transform";
import type { Plan } from "./plan";

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
export function securityOf(plan: Plan): Security {
    const { name, ports, transforms, region, vpcId, healthCheck, tags, own } = plan;
    const loadBalancer = new SecurityGroup(
        `${name}-load-balancer`,
        transformed(transforms.loadBalancerSecurityGroup, {
            region,
            description: `Load balancer of ${name}`,
            vpcId,
            ingress: ports.map((port) => ({
                ...tcp(port),
                cidrBlocks: plan.allowedCidrs ?? ["0.0.0.0/0"],
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
