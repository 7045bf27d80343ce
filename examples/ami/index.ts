import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "../mirage-hello/hello", target: "spt" });

const ami = new unikernel.aws.Ami("web", {
    image: web.artifact,
    regions: ["eu-west-1", "us-east-1"],
    args: { fromMetadata: true },
    tags: { team: "web" },
});

// With @pulumi/aws: new aws.ec2.Instance("web", { ami: ids["eu-west-1"], instanceType: "t3.nano", userData: "--hello=hi" })
export const ids = ami.ids;
