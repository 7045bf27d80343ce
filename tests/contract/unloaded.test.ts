import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { startFakeAws, type FakeAws } from "../fakes/aws/server";
import { project, startFake as startFakeGcp, type Fake as FakeGcp } from "../fakes/gcp/server";
import { buildPlugin, startBuilt, type BuiltPlugin } from "./built";
import { send, struct, type Json } from "./provider";

/** The bundle keeps packages as text, and `vm.compileFunction` is how any of them comes to be code. */
const recorder = `
    const vm = require("node:vm");
    const compile = vm.compileFunction;
    vm.compileFunction = (text, parameters, options) => {
        require("node:fs").appendFileSync(process.env.COMPILED, options.filename + "\\n");
        return compile(text, parameters, options);
    };`;

let aws: FakeAws;
let gcp: FakeGcp;
let folder: string;
let plugin: BuiltPlugin;

beforeAll(buildPlugin);
beforeEach(async () => {
    [aws, gcp] = await Promise.all([startFakeAws(), startFakeGcp()]);
    folder = mkdtempSync(join(tmpdir(), "unikernel-unloaded-"));
    const preload = join(folder, "recorder.cjs");
    writeFileSync(preload, recorder);
    plugin = await startBuilt(
        {
            HOME: folder,
            COMPILED: join(folder, "compiled"),
            AWS_ACCESS_KEY_ID: "AKIATEST",
            AWS_SECRET_ACCESS_KEY: "secret",
            GOOGLE_CREDENTIALS: gcp.key,
        },
        ["--require", preload],
    );
    const { client } = plugin;
    await send(client, service.getSchema, new pb.GetSchemaRequest());
    await send(client, service.configure, new pb.ConfigureRequest().setArgs(settings()));
});

/** A nested value of the configuration comes as JSON. */
const settings = () =>
    struct({
        aws: JSON.stringify({ endpoint: aws.url }),
        gcp: JSON.stringify({ computeCustomEndpoint: gcp.origin, storageCustomEndpoint: gcp.origin }),
    });

afterEach(async () => {
    await plugin.stop();
    rmSync(folder, { recursive: true });
    await Promise.all([aws.close(), gcp.stop()]);
});

const compiled = (): string[] => {
    const file = join(folder, "compiled");
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
};
const packagesOfClouds = (): string[] => compiled().filter((name) => name.endsWith("packages.ts"));

async function checkAndDiff(type: string, news: Json, outputs: Json): Promise<void> {
    const urn = `urn:pulumi:dev::shop::${type}::web`;
    const asked = new pb.CheckRequest().setUrn(urn).setNews(struct(news)).setRandomseed("seed");
    const checked = await send(plugin.client, service.check, asked);
    expect(checked.getFailuresList().map((failure) => failure.getReason())).toEqual([]);
    const inputs = checked.getInputs();
    const state = struct({ ...inputs?.toJavaScript(), ...outputs });
    const changed = new pb.DiffRequest().setId("web").setUrn(urn);
    await send(plugin.client, service.diff, changed.setOldInputs(inputs).setOlds(state).setNews(inputs));
}

const image = {
    name: "web.spt",
    digest: `sha256:${"a".repeat(64)}`,
    size: 4096,
    target: "spt",
    arch: "x86_64",
    devices: [],
};

test.each<[type: string, inputs: () => Json, outputs: Json]>([
    [
        "unikernel:index:Image",
        () => ({ source: folder, target: "spt", command: { argv: ["make"], output: "web" } }),
        { artifact: image },
    ],
    ["unikernel:host:Instance", () => ({ image }), { state: "running", addresses: [], taps: {} }],
    [
        "unikernel:aws:Ami",
        () => ({ image, regions: ["eu-west-1"] }),
        { ids: { "eu-west-1": "ami-1" }, snapshotIds: { "eu-west-1": "snap-1" }, contents: "" },
    ],
    [
        "unikernel:gcp:Image",
        () => ({ image, bucket: "uploads", project }),
        { imageName: "web-0000000000", imageId: "1" },
    ],
])("a check and a diff of %s load no package of a cloud", async (type, inputs, outputs) => {
    await checkAndDiff(type, inputs(), outputs);
    expect(compiled()).not.toEqual([]);
    expect(packagesOfClouds()).toEqual([]);
});

test.each([
    ["unikernel:aws:Ami", "eu-west-1/ami-0123456789abcdef0", "provider/aws/packages.ts"],
    ["unikernel:gcp:Image", `projects/${project}/global/images/web`, "provider/gcp/credentials/packages.ts"],
])(
    "a look for %s loads the packages of its cloud and of no other, which tell the user nothing",
    async (type, id, file) => {
        const urn = `urn:pulumi:dev::shop::${type}::web`;
        const found = await send(plugin.client, service.read, new pb.ReadRequest().setId(id).setUrn(urn));
        expect(found.getId()).toBe("");
        expect(packagesOfClouds()).toEqual([file]);
        await plugin.stop();
        expect(plugin.complaints()).toBe("");
    },
);
