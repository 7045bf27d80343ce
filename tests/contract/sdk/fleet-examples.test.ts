import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";

const root = process.cwd();

/** Below the repository, so that programs find the built SDK and its peers. */
let folder = "";

function compile(source: string, name: string): void {
    const compilerOptions = { module: ModuleKind.CommonJS, target: 9, esModuleInterop: true };
    const { outputText } = transpileModule(readFileSync(join(root, source), "utf8"), { compilerOptions });
    writeFileSync(join(folder, name), outputText);
}

beforeAll(() => {
    mkdirSync(join(root, ".work"), { recursive: true });
    folder = mkdtempSync(join(root, ".work", "fleets-"));
    compile("tests/unit/sdk/mocks.ts", "mocks.js");
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

interface Run {
    readonly made: readonly { readonly type: string; readonly inputs: Record<string, unknown> }[];
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** Runs an example against Pulumi's mocks, with what it is configured by. */
function run(example: string, config: Readonly<Record<string, string>>): Run {
    compile(`examples/${example}/index.ts`, "example.js");
    const program = `
        const pulumi = require("@pulumi/pulumi");
        const { madeBy } = require("./mocks.js");
        const program = () => {
            pulumi.runtime.setAllConfig(${JSON.stringify(config)});
            return { ...require("./example.js") };
        };
        madeBy(program).then((run) => console.log(JSON.stringify(run)));`;
    const answer = execFileSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" });
    return JSON.parse(answer) as Run;
}

const typesOf = ({ made }: Run): string[] => made.map(({ type }) => type);

test("the example of a fleet on AWS makes one of the AMI it makes", () => {
    const made = run("aws-fleet", { "shop:image": "web.spt", "aws:region": "eu-west-1" });
    expect(made.outputs.url).toBe("http://web.elb.example.org");
    const template = made.made.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
    expect(template?.inputs).toMatchObject({
        imageId: "ami-web",
        instanceType: "t3.nano",
        monitoring: { enabled: true },
    });
    const balancer = made.made.find(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer");
    expect(balancer?.inputs).toMatchObject({ subnets: ["subnet-1", "subnet-2"] });
    expect(typesOf(made)).toContain("aws:autoscaling/policy:Policy");
});

test("the example of a fleet on Google Cloud makes one of the image it makes", () => {
    const made = run("gcp-fleet", { "shop:bucket": "uploads" });
    expect(made.outputs.url).toBe("http://203.0.113.7");
    const template = made.made.find(({ type }) => type === "gcp:compute/instanceTemplate:InstanceTemplate");
    expect(template?.inputs).toMatchObject({
        disks: [{ sourceImage: "images/web" }],
        metadata: { "serial-port-logging-enable": "true" },
    });
    expect(typesOf(made)).toContain("gcp:compute/regionAutoscaler:RegionAutoscaler");
});

test("the example of one image everywhere runs it here, on a host and in both clouds", () => {
    const config = { image: "web.spt", bucket: "uploads", host: "kvm1.example.org", hostKey: "ssh-ed25519 AAAA" };
    const own = Object.entries(config).map(([name, value]) => [`shop:${name}`, value] as const);
    const made = run("everywhere", { "aws:region": "eu-west-1", ...Object.fromEntries(own) });
    expect(made.outputs.urls).toEqual([
        "http://10.0.0.2",
        "http://kvm1.example.org",
        "http://203.0.113.7",
        "http://web.elb.example.org",
    ]);
    expect(typesOf(made).filter((type) => type.startsWith("unikernel:"))).toEqual([
        "unikernel:aws:Ami",
        "unikernel:aws:Fleet",
        "unikernel:gcp:Fleet",
        "unikernel:gcp:Image",
        "unikernel:host:Instance",
        "unikernel:host:Instance",
        "unikernel:host:Network",
        "unikernel:index:PrebuiltImage",
    ]);
});

test.each([
    ["aws-fleet", { "shop:image": "web.spt", "aws:region": "eu-west-1" }],
    ["gcp-fleet", { "shop:bucket": "uploads" }],
])("pulumi destroy of %s is refused by nothing that the example has made", (example, config) => {
    const inputs = JSON.stringify(run(example, config).made);
    expect(inputs).not.toMatch(/deletionProtection|disableApiTermination|disableApiStop/i);
});
