import * as unikernel from "pulumi-unikernel";

// One MirageOS project, built for three targets, each in a workspace of its own: as many at once as there are cores.
const targets = ["spt", "hvt", "virtio"] as const;

const images = targets.map(
    (target) => new unikernel.Image(`hello-${target}`, { source: "../mirage-hello/hello", target }),
);

export const digests = Object.fromEntries(
    images.map(({ artifact }, index) => [targets[index], artifact.digest]),
);
