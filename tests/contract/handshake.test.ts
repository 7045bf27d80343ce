import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Metadata, status } from "@grpc/grpc-js";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { startPlugin, type Plugin } from "./plugin";
import { send, talkTo } from "./provider";

let plugin: Plugin;

beforeAll(async () => {
    plugin = await startPlugin(["--logtostderr", "-v=9", "--tracing", "file:/trace", "127.0.0.1:1"]);
});

afterAll(() => plugin.stop());

test("the first line on stdout is the port, and nothing else is ever printed", async () => {
    await talkTo(plugin.client).handshake();
    expect(plugin.output()).toMatch(/^\d+\n$/);
});

test("the engine learns that secrets, references and outputs may be sent as they are", async () => {
    expect((await talkTo(plugin.client).handshake()).toObject()).toEqual({
        acceptSecrets: true,
        acceptResources: true,
        acceptOutputs: true,
        supportsAutonamingConfiguration: true,
    });
});

test("the plugin tells its version", async () => {
    const info = await send(plugin.client, service.getPluginInfo, new Empty());
    expect(info.getVersion()).toBe("1.2.3");
});

test("a plugin that was started by hand can be attached to", async () => {
    const request = new PluginAttach().setAddress("127.0.0.1:1");
    await expect(send(plugin.client, service.attach, request)).resolves.toBeInstanceOf(Empty);
});

test("the schema is that of the package", async () => {
    const response = await send(plugin.client, service.getSchema, new pb.GetSchemaRequest());
    expect(JSON.parse(response.getSchema())).toMatchObject({ name: "fixture", version: "1.2.3" });
});

describe("what the provider does not have is refused as such, so that the engine does without", () => {
    test.each([
        ["parameterize", () => send(plugin.client, service.parameterize, new pb.ParameterizeRequest())],
        ["construct", () => send(plugin.client, service.construct, new pb.ConstructRequest())],
        ["call", () => send(plugin.client, service.call, new pb.CallRequest())],
        ["getMapping", () => send(plugin.client, service.getMapping, new pb.GetMappingRequest())],
        ["getMappings", () => send(plugin.client, service.getMappings, new pb.GetMappingsRequest())],
    ])("%s", async (_, attempt) => {
        await expect(attempt()).rejects.toMatchObject({
            code: status.UNIMPLEMENTED,
            message: expect.stringContaining("The fixture provider"),
        });
    });

    test("list", async () => {
        const stream = plugin.client.list(new pb.ListRequest(), new Metadata());
        const error = await new Promise<{ code: number }>((resolve) => stream.on("error", resolve).resume());
        expect(error.code).toBe(status.UNIMPLEMENTED);
    });
});

test("a resource of another version of the provider is refused with the one that was probably meant", async () => {
    const request = new pb.CheckRequest().setUrn("urn:pulumi:dev::project::fixture:index:Thin::a");
    await expect(send(plugin.client, service.check, request)).rejects.toMatchObject({
        code: status.NOT_FOUND,
        message:
            "This version of the provider does not have fixture:index:Thin. Did you mean fixture:index:Thing?",
    });
});
