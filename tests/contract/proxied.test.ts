import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { startFront, startProxy, type Front, type Proxy } from "../doubles/proxy/proxy";
import { startFakeAws, type FakeAws } from "../fakes/aws/server";
import { project, startFake as startFakeGcp, type Fake as FakeGcp } from "../fakes/gcp/server";
import { buildPlugin, startBuilt, type BuiltPlugin } from "./built";
import { send, struct } from "./provider";
import { startSession } from "./session";

let [aws, gcp]: [FakeAws, FakeGcp] = [] as never;
let fronts: Front[] = [];
let proxy: Proxy;
let folder: string;
let plugin: BuiltPlugin | undefined;

beforeAll(buildPlugin);
beforeEach(async () => {
    [aws, gcp] = await Promise.all([startFakeAws(), startFakeGcp()]);
    gcp.impersonable.add("images@shop.iam.gserviceaccount.com");
    const [ofAws, ofGcp] = [aws.url, gcp.origin].map((url) => Number(new URL(url).port)) as [number, number];
    fronts = await Promise.all([startFront("aws.test", ofAws), startFront("gcp.test", ofGcp)]);
    const [forAws = 0, forGcp = 0] = fronts.map(({ port }) => port);
    proxy = await startProxy({ "aws.test": forAws, "plain.test": ofAws, "gcp.test": forGcp });
    folder = mkdtempSync(join(tmpdir(), "unikernel-proxied-"));
});
afterEach(async () => {
    await plugin?.stop();
    plugin = undefined;
    rmSync(folder, { recursive: true });
    for (const front of fronts) front.close();
    await Promise.all([proxy.close(), aws.close(), gcp.stop()]);
});

/** No name of theirs is known on this machine: whatever reaches a cloud came by way of the proxy. */
async function configured(
    of: number,
    env: Readonly<Record<string, string>>,
    endpoint = "https://aws.test",
): Promise<void> {
    plugin = await startBuilt({
        ...{ HOME: folder, NODE_EXTRA_CA_CERTS: fronts[of]?.certificate ?? "" },
        ...{ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url },
        ...{ AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "secret" },
        ...{ GOOGLE_CREDENTIALS: gcp.key, ...env },
    });
    const assumeRole = { roleArn: "arn:aws:iam::123456789012:role/images" };
    const args = struct({
        aws: JSON.stringify({ endpoint, assumeRole }),
        gcp: JSON.stringify({
            computeCustomEndpoint: "https://gcp.test/compute/v1/",
            storageCustomEndpoint: "https://gcp.test/",
            impersonateServiceAccount: "images@shop.iam.gserviceaccount.com",
        }),
    });
    await send(plugin.client, service.configure, new pb.ConfigureRequest().setArgs(args));
}

async function look(type: string, id: string): Promise<string> {
    const request = new pb.ReadRequest().setId(id).setUrn(`urn:pulumi:dev::shop::unikernel:${type}::web`);
    if (plugin === undefined) throw new Error("there is no plugin");
    return (await send(plugin.client, service.read, request)).getId();
}

const lookAtAws = () => look("aws:Ami", "eu-west-1/ami-0123456789abcdef0");
const lookAtGcp = () => look("gcp:Image", `projects/${project}/global/images/web`);

test.each([
    ["https://aws.test", "CONNECT aws.test:443"],
    ["http://plain.test", "POST http://plain.test/"],
])("an AMI is looked for by way of the proxy, at %s, and so is the role", async (endpoint, way) => {
    await configured(0, {}, endpoint);
    expect(await lookAtAws()).toBe("");
    expect(aws.requests.map(({ action }) => action)).toEqual(["sts:AssumeRole", "ec2:DescribeImages"]);
    expect(proxy.asked).toEqual([way, way]);
});

test("an image of Google's is looked for by way of the proxy, and so are tokens", async () => {
    await configured(1, { GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: "https://gcp.test" });
    expect(await lookAtGcp()).toBe("");
    expect(gcp.log).toHaveLength(3);
    expect(new Set(proxy.asked)).toEqual(new Set(["CONNECT gcp.test:443"]));
});

const refusing = () => proxy.url.replace("sesame", "barley");

test.each([
    ["AWS", lookAtAws, "the proxy %s answered 407 Proxy Authentication Required. Check HTTPS_PROXY"],
    ["Google", lookAtGcp, "gcp.test: the proxy %s answered 407. Check HTTPS_PROXY"],
])(
    "the proxy's refusal of a request to %s is told as its own, and its password is not",
    async (_, look, said) => {
        await configured(1, {
            HTTPS_PROXY: refusing(),
            GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: "https://gcp.test",
        });
        const failure = await look().catch((error: unknown) => (error as Error).message);
        expect(failure).toContain(said.replace("%s", new URL(proxy.url).host));
        expect(failure).not.toContain("barley");
    },
);

test.each([
    ["AWS", lookAtAws],
    ["Google", lookAtGcp],
])("a proxy that looks into TLS to %s is named as what to trust", async (_, look) => {
    await configured(0, {
        ...{ NODE_EXTRA_CA_CERTS: "", GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: gcp.origin },
    });
    await expect(look()).rejects.toMatchObject({
        message: expect.stringMatching(
            /certificate is not trusted \(self-signed certificate\)\. .*NODE_EXTRA_CA_CERTS/,
        ) as unknown,
    });
});

test("a place that NO_PROXY names is not asked for by way of the proxy", async () => {
    await configured(0, { NO_PROXY: "test" });
    await expect(lookAtAws()).rejects.toMatchObject({
        message: expect.stringContaining("no endpoint for ec2") as unknown,
    });
    expect(proxy.asked).toEqual([]);
});

test("what the plugin tells reaches the engine, whatever proxy the environment names", async () => {
    const session = await startSession(undefined, { http_proxy: proxy.url, https_proxy: proxy.url });
    try {
        await session.provider.create({ label: "box" });
        await session.engine.message(({ message }) => message.startsWith("making box"));
        expect(proxy.asked).toEqual([]);
    } finally {
        await session.close();
    }
});
