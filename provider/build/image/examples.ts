import type { Documentation } from "../../protocol/resource";

export const imageExamples: Documentation["examples"] = [
    {
        title: "A MirageOS unikernel for three targets",
        typescript: `import * as unikernel from "pulumi-unikernel";

const images = (["hvt", "spt", "virtio"] as const).map(
    (target) =>
        new unikernel.Image(\`web-\${target}\`, {
            source: "./web",
            target,
            mirage: { keys: { hello: "Hi" } },
        }),
);

export const digests = images.map(({ artifact }) => artifact.digest);
`,
    },
    {
        title: "A Rust unikernel, built by cargo",
        typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", {
    source: "./web",
    target: "virtio",
    command: {
        argv: ["cargo", "build", "--release"],
        output: "target/x86_64-unknown-none/release/web",
    },
});

export const size = web.artifact.size;
`,
    },
    {
        title: "The head of a branch, with a secret for the build",
        typescript: `import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const token = new pulumi.Config().requireSecret("token");

new unikernel.Image("dns", {
    source: { git: "https://git.example.org/dns.git", branch: "main", path: "primary" },
    target: "hvt",
    env: { REGISTRY_TOKEN: token },
});
`,
    },
];
