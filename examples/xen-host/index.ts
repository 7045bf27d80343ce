import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();
const host = {
    ssh: { host: config.require("host"), user: "root", hostKey: config.require("hostKey") },
};

// What a MirageOS program is built into with the target "xen", this Rust program is anyway: it finds out what it runs on.
const web = new unikernel.Image("web", {
    source: "../quickstart/web",
    target: "xen",
    command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
});

const services = new unikernel.host.Network("services", { host, bridge: "br0", cidr: "10.42.0.1/24" });

// With a published port and an address that is left to us, the next version takes over without a failed request.
const www = new unikernel.host.Instance("www", {
    host,
    image: web.artifact,
    memory: 32,
    networks: {
        service: {
            bridge: services.bridge,
            address: "10.42.0.0/24",
            gateway: services.gateway,
            ports: { "80": 80 },
        },
    },
    args: ["--hello=Hello from a domain of its own"],
    probe: { http: { path: "/" } },
    grace: 0, // it keeps nothing that it would have to write down
});

export const addresses = www.addresses;
export const console = www.consolePath;
