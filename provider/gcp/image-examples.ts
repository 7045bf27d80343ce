import type { Documentation } from "../protocol/resource";

export const imageExamples: Documentation["examples"] = [
    {
        title: "An image for second-generation machines",
        typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "virtio" });

const image = new unikernel.gcp.Image("web", {
    image: web.artifact,
    bucket: "my-uploads",
    family: "web",
    machineFamily: "e2",
});

export const bootImage = image.selfLink;
`,
    },
    {
        title: "An appliance for any machine, with arguments from the instance's metadata",
        typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "spt" });

const image = new unikernel.gcp.Image("web", {
    image: web.artifact,
    project: "my-project",
    bucket: "my-uploads",
    machineFamily: "c3",
    args: { fromMetadata: true },
    labels: { team: "edge" },
    storageLocations: ["eu"],
});

export const name = image.imageName;
`,
    },
];
