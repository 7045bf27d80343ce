import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();

const web = new unikernel.Image("web", {
    source: "../quickstart/web",
    target: "virtio",
    command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
});

const image = new unikernel.gcp.Image("web", {
    image: web.artifact,
    bucket: config.require("bucket"),
    machineFamily: "e2",
    args: ["--hello=Hello from Google Cloud"],
});

const instance = new gcp.compute.Instance("web", {
    zone: "europe-west1-b",
    machineType: "e2-micro",
    bootDisk: { initializeParams: { image: image.selfLink } },
    networkInterfaces: [{ network: "default", accessConfigs: [{}] }],
    // The console, in the log of the serial port.
    metadata: { "serial-port-logging-enable": "true" },
});

export const address = instance.networkInterfaces.apply(([card]) => card?.accessConfigs?.[0]?.natIp);
