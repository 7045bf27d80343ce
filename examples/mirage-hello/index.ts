import * as unikernel from "pulumi-unikernel";

// The MirageOS project in ./hello, as `mirage configure -t spt && make` would build it. The versions of its dependencies
// that the first build chose stay the same until config.ml asks for others.
const hello = new unikernel.Image("hello", { source: "./hello", target: "spt" });

// spt runs a unikernel as a process that may do next to nothing: no root and no KVM are needed.
const instance = new unikernel.host.Instance("hello", {
    image: hello.artifact,
    memory: 32,
    args: ["--hello=Hi"],
    probe: { console: "\\[application\\] Hi" },
});

export const digest = hello.artifact.digest;
export const builtWith = hello.toolchainVersions;
export const consolePath = instance.consolePath;
