import * as pulumi from "@pulumi/pulumi";

export interface Made {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
}

/** Runs a program against Pulumi's mocks; answers what it has made, in order of their types and names, and its outputs. */
export async function madeBy<Outputs>(
    program: () => Outputs,
    stack = "dev",
): Promise<{ made: Made[]; outputs: pulumi.Unwrap<Outputs> }> {
    const made: Made[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                made.push({ type, name, inputs: inputs as Record<string, unknown> });
                const id = `${name}-id`;
                return { id, state: { ...(inputs as object), ...stateOf(type, name) } };
            },
            call: ({ token }) => answers[token] ?? {},
        },
        "shop",
        stack,
        false,
    );
    const outputs = await new Promise<pulumi.Unwrap<Outputs>>((resolve) => {
        pulumi.output(program()).apply(resolve);
    });
    await pulumi.runtime.disconnect();
    const key = ({ type, name }: Made): string => `${type} ${name}`;
    return { made: made.sort((one, next) => (key(one) < key(next) ? -1 : 1)), outputs };
}

const answers: Readonly<Record<string, object>> = {
    "aws:index/getRegion:getRegion": { region: "eu-west-1" },
    "aws:ec2/getVpc:getVpc": { id: "vpc-1" },
    "aws:ec2/getSubnets:getSubnets": { ids: ["subnet-1", "subnet-2"] },
};

/** What a cloud would fill in, as far as others refer to it. */
function stateOf(type: string, name: string): Record<string, unknown> {
    const short = type.split(":").pop() ?? "";
    return {
        arn: `arn:${short}:${name}`,
        latestVersion: 7,
        dnsName: `${name}.elb.example.org`,
        ...(short === "LoadBalancer" ? { zoneId: `zone:${name}` } : {}),
        ...(short === "GlobalAddress" ? { address: "203.0.113.7" } : {}),
        selfLinkUnique: `unique:${name}`,
        instanceGroup: `group:${name}`,
        ...(type === "aws:autoscaling/group:Group" ? { name: `${name}-asg` } : {}),
        ...(type === "unikernel:aws:Ami" ? { ids: { "eu-west-1": `ami-${name}` } } : {}),
        ...(type === "unikernel:gcp:Image" ? { selfLink: `images/${name}` } : {}),
        ...(type === "unikernel:host:Instance" ? { addresses: { service: "10.0.0.2" } } : {}),
    };
}

export function inputsOf(made: readonly Made[], type: string, name?: string): Record<string, unknown> | undefined {
    return made.find((one) => one.type === type && (name === undefined || one.name === name))?.inputs;
}
