import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();
const host = {
    ssh: { host: config.require("host"), user: "deploy", sudo: true, hostKey: config.require("hostKey") },
};

const web = new unikernel.Image("web", {
    source: "../quickstart/web",
    target: "virtio",
    command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
});

// A bridge and its addresses are the host's: `ip link add br0 type bridge && ip addr add 10.42.0.1/24 dev br0 && ip link set br0 up`.
const www = new unikernel.host.Instance("www", {
    host,
    image: web.artifact,
    memory: 32,
    networks: { service: { bridge: "br0", address: "10.42.0.2/24", gateway: "10.42.0.1" } },
    args: ["--hello=Hello from a host of its own"],
    probe: { http: { path: "/" } },
    restart: "always",
});

export const addresses = www.addresses;
export const console = www.consolePath;
