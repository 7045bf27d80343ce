import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const config = new pulumi.Config();
const port = config.getNumber("port") ?? 8080;

// Rust, but any command that makes an ELF file will do. The same file runs on Xen: there with `target: "xen"`.
const web = new unikernel.Image("web", {
    source: "./web",
    target: "virtio",
    toolchain: "command",
    command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
});

// A virtual machine that runs nothing but the image. Its network is QEMU's own, so no root is needed.
const www = new unikernel.host.Instance("www", {
    image: web.artifact,
    memory: 32,
    networks: { service: { user: { ports: { [port]: 80 } } } },
    probe: { http: { path: "/" } },
});

export const url = `http://127.0.0.1:${port}/`;
export const digest = web.artifact.digest;
export const size = web.artifact.size;
export const buildSeconds = web.buildSeconds;
export const bootSeconds = www.bootSeconds;
export const consolePath = www.consolePath;
