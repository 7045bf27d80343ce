export const amiExamples = [
    {
        title: "A unikernel as an AMI, and a machine of it",
        typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "spt" });

const ami = new unikernel.aws.Ami("web", { image: web.artifact, regions: ["eu-west-1"] });

// new aws.ec2.Instance("web", { ami: id, instanceType: "t3.nano" });
export const id = ami.ids.apply((ids) => ids["eu-west-1"]);`,
    },
    {
        title: "Two regions, encrypted, shared with another account, arguments from each machine's user data",
        typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "spt", arch: "aarch64" });

const ami = new unikernel.aws.Ami("web", {
    image: web.artifact,
    regions: ["eu-west-1", "us-east-1"],
    args: { fromMetadata: true },
    encrypted: true,
    kmsKeyId: "alias/images",
    launchPermissions: { accounts: ["123456789012"] },
    deprecateAt: "2027-06-30T00:00:00Z",
    tags: { team: "web" },
});

export const ids = ami.ids;`,
    },
] as const;
