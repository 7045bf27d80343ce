import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();

const web = new unikernel.PrebuiltImage("web", { path: config.require("image"), target: "spt" });
const region = aws.config.requireRegion();
const image = new unikernel.aws.Ami("web", { image: web.artifact, regions: [region] });

const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });

const fleet = new unikernel.aws.Fleet("web", {
    ami: image.ids,
    vpcId: vpc.id,
    subnetIds: subnets.ids,
    min: 2,
    max: 6,
    instanceType: "t3.nano",
    healthCheck: { path: "/" },
    transforms: {
        // The load is measured each minute, not every five.
        launchTemplate: (args) => ({ ...args, monitoring: { enabled: true } }),
    },
});

export const url = fleet.url;
