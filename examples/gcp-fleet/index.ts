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
});

const fleet = new unikernel.gcp.Fleet("web", {
    image: image.selfLink,
    region: "europe-west1",
    min: 2,
    max: 6,
    machineType: "e2-micro",
    healthCheck: { path: "/" },
    transforms: {
        // The console, in the log of the serial port.
        instanceTemplate: (args: { metadata?: object }) => ({
            ...args,
            metadata: { ...args.metadata, "serial-port-logging-enable": "true" },
        }),
    },
});

export const url = fleet.url;
