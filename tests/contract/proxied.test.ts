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
        // Without a scheme, as many write it.
        ...{ HTTPS_PROXY: proxy.url.replace("http://", ""), HTTP_PROXY: proxy.url },
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
const messageOf = (looked: Promise<string>): Promise<string> =>
    looked.then(undefined, (error: unknown) => (error as Error).message);

test.each([
    [
        "AWS",
        lookAtAws,
        "ec2:DescribeImages failed in eu-west-1: the proxy PROXY answered 407 Proxy Authentication Required. Check HTTPS_PROXY, and what the proxy allows.",
    ],
    [
        "Google",
        lookAtGcp,
        "gcp.test could not be reached: the proxy PROXY answered 407. Check HTTPS_PROXY, and what the proxy allows.",
    ],
])(
    "the proxy's refusal of a request to %s is told as its own, without its password",
    async (_, look, said) => {
        await configured(1, {
            HTTPS_PROXY: refusing(),
            GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: "https://gcp.test",
        });
        expect(await messageOf(look())).toBe(said.replace("PROXY", new URL(proxy.url).host));
    },
);

const inspected =
    "Where a proxy looks into TLS, set NODE_EXTRA_CA_CERTS to a file with its authority's certificate.";

test.each([
    [
        "AWS",
        lookAtAws,
        `ec2:DescribeImages failed in eu-west-1: the endpoint's certificate is not trusted (self-signed certificate). ${inspected}`,
    ],
    [
        "Google",
        lookAtGcp,
        `gcp.test could not be reached: its certificate is not trusted (self-signed certificate). ${inspected}`,
    ],
])("a proxy that looks into TLS to %s is named as what to trust", async (_, look, said) => {
    await configured(0, { NODE_EXTRA_CA_CERTS: "", GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: gcp.origin });
    expect(await messageOf(look())).toBe(said);
});

test.each([
    ["AWS", lookAtAws],
    ["Google", lookAtGcp],
])("a proxy that cannot be used is said to be so before %s is asked", async (_, look) => {
    const given = "socks5://127.0.0.1:1080";
    await configured(0, { HTTPS_PROXY: given, GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: "https://gcp.test" });
    expect(await messageOf(look())).toBe(
        "HTTPS_PROXY names a proxy that speaks socks5. Give a proxy as http://host:port or https://host:port.",
    );
});

test("an endpoint on this machine is asked directly", async () => {
    await configured(0, {}, aws.url);
    expect(await lookAtAws()).toBe("");
    expect(aws.requests).toHaveLength(2);
    expect(proxy.asked).toEqual([]);
});

test("what the plugin tells reaches the engine, whatever proxy the environment names", async () => {
    const session = await startSession(undefined, {
        ...{ http_proxy: proxy.url, https_proxy: proxy.url, no_proxy: "", no_grpc_proxy: "" },
    });
    try {
        await session.provider.create({ label: "box" });
        await session.engine.message(({ message }) => message.startsWith("making box"));
        expect(proxy.asked).toEqual([]);
    } finally {
        await session.close();
    }
});
