import * as pulumi from "@pulumi/pulumi";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { transformed } from "../transform";
import type { Plan } from "./plan";

/** What an instance is started from. */
export function templateOf(plan: Plan, securityGroup: pulumi.CustomResource): LaunchTemplate {
    const { name, region, tags, args, transforms, own } = plan;
    return new LaunchTemplate(
        name,
        transformed(transforms.launchTemplate, {
            region,
            imageId: amiOf(plan),
            instanceType: plan.instanceType ?? "t3.micro",
            vpcSecurityGroupIds: [securityGroup.id],
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
            updateDefaultVersion: true,
            userData: args && pulumi.output(args).apply((list) => base64(list.join("\n"))),
            tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
            tags,
        }),
        own,
    );
}

function amiOf({ ami, region, own }: Plan): pulumi.Output<string> {
    return pulumi.output(ami).apply((found) => {
        if (typeof found === "string") return pulumi.output(found);
        const where = region === undefined ? getRegionOutput({}, own).region : pulumi.output(region);
        return where.apply((name) => {
            const id = found[name];
            if (id !== undefined) return id;
            throw new Error(
                `there is no AMI for ${name}, only for ${Object.keys(found).join(", ") || "no region at all"}`,
            );
        });
    });
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
