import * as pulumi from "@pulumi/pulumi";
import * as unikernel from "pulumi-unikernel";

const port = new pulumi.Config().getNumber("port") ?? 8081;

// The dune project in ./clock. Its only executable is what is built; `dune.executable` would choose among several.
const clock = new unikernel.Image("clock", { source: "./clock" });

// A `unix` image is a program like any other. It starts again when it fails, and outlives `pulumi up`.
const instance = new unikernel.host.Instance("clock", {
    image: clock.artifact,
    args: [String(port)],
    probe: { http: { url: `http://127.0.0.1:${port}/`, body: "since the start" } },
});

export const url = `http://127.0.0.1:${port}/`;
export const size = clock.artifact.size;
export const builtWith = clock.toolchainVersions;
export const consolePath = instance.consolePath;
