import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();
const host = {
    ssh: { host: config.require("host"), user: "deploy", sudo: true, hostKey: config.require("hostKey") },
};

// Both are built each time, so that a way back is an upload at most. Give each a source, or a commit, of its own.
const versions = {
    blue: { source: "../quickstart/web", greeting: "Hello from blue" },
    green: { source: "../quickstart/web", greeting: "Hello from green" },
};
const images = Object.entries(versions).map(([colour, { source }]) => {
    const image = new unikernel.Image(colour, {
        source,
        target: "virtio",
        command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
    });
    return [colour, image] as const;
});

const live = config.get("live") ?? "blue";
const version = Object.entries(versions).find(([colour]) => colour === live)?.[1];
const image = images.find(([colour]) => colour === live)?.[1];
if (version === undefined || image === undefined) throw new Error("live is blue or green");

const network = new unikernel.host.Network("web", { host, bridge: "br0", cidr: "10.42.0.1/24" });

// `pulumi config set live green && pulumi up` starts green beside blue, probes it, and leads the port to it in one
// transaction. A green one that does not answer is removed again, and blue goes on.
const www = new unikernel.host.Instance("www", {
    host,
    image: image.artifact,
    memory: 32,
    networks: {
        service: {
            bridge: network.bridge,
            address: "10.42.0.0/24",
            gateway: network.gateway,
            ports: { "8080": 80 },
        },
    },
    args: [`--hello=${version.greeting}`],
    probe: { http: { path: "/", body: version.greeting } },
    replacement: "dnat",
    drain: 30,
});

export const addresses = www.addresses;
