import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();

// A web server for spt, which needs no hardware virtualization: a process here and on the host, an appliance in the clouds.
const web = new unikernel.PrebuiltImage("web", { path: config.require("image"), target: "spt" });
const probe = { http: { path: "/" } };

// Made once by root: ip tuntap add dev tap0 mode tap user $USER && ip addr add 10.0.0.1/24 dev tap0 && ip link set tap0 up
const here = new unikernel.host.Instance("here", {
    image: web.artifact,
    networks: { service: { tap: "tap0", address: "10.0.0.2/24", gateway: "10.0.0.1" } },
    probe,
});

const host = {
    ssh: { host: config.require("host"), user: "deploy", sudo: true, hostKey: config.require("hostKey") },
};
const network = new unikernel.host.Network("services", { host, cidr: "10.42.0.1/24" });
const onHost = new unikernel.host.Instance("on-host", {
    host,
    image: web.artifact,
    networks: {
        service: {
            bridge: network.bridge,
            address: "10.42.0.2/24",
            gateway: network.gateway,
            ports: { "80": 80 },
        },
    },
    probe,
});

const image = new unikernel.gcp.Image("web", { image: web.artifact, bucket: config.require("bucket") });
const onGoogleCloud = new unikernel.gcp.Fleet("web", { image: image.selfLink, region: "europe-west1" });

const ami = new unikernel.aws.Ami("web", { image: web.artifact, regions: [aws.config.requireRegion()] });
const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
const onAws = new unikernel.aws.Fleet("web", { ami: ami.ids, vpcId: vpc.id, subnetIds: subnets.ids });

export const urls = [
    pulumi.interpolate`http://${here.addresses.apply((all) => Object.values(all)[0])}`,
    `http://${host.ssh.host}`,
    onGoogleCloud.url,
    onAws.url,
];
export const onHostState = onHost.state;
