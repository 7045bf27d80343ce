import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { status } from "@grpc/grpc-js";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { secret, send, struct, unknown, type Json } from "./provider";
import { startSession, type Session } from "./session";

let session: Session;
beforeAll(async () => {
    session = await startSession();
});
afterAll(() => session.close());

const configUrn = "urn:pulumi:dev::project::pulumi:providers:fixture::default";

async function checkConfig(news: Json) {
    const request = new pb.CheckRequest().setUrn(configUrn).setNews(struct(news));
    const response = await send(session.plugin.client, service.checkConfig, request);
    const failures = response
        .getFailuresList()
        .map((failure) => [failure.getProperty(), failure.getReason()]);
    return { inputs: response.getInputs()?.toJavaScript(), failures: Object.fromEntries(failures) };
}

describe("a configuration", () => {
    test("is accepted with its values as strings, and with what the engine adds", async () => {
        const news = {
            region: "here",
            retries: "3",
            version: "1.2.3",
            pluginDownloadURL: "x",
            __internal: {},
        };
        await expect(checkConfig(news)).resolves.toEqual({ inputs: news, failures: {} });
    });

    test("may not be known yet", async () => {
        await expect(checkConfig({ region: unknown, retries: unknown })).resolves.toMatchObject({
            failures: {},
        });
    });

    test.each([
        [
            "misspelt",
            { region: "here", retris: "3" },
            { retris: 'there is no such property; did you mean "retries"?' },
        ],
        [
            "of another type",
            { region: "here", retries: "often" },
            { retries: 'must be a whole number, not "often"' },
        ],
        ["out of range", { region: "here", retries: "-1" }, { retries: "must be more than 0, not -1" }],
        ["missing", {}, { region: "is required: a string" }],
    ])("is refused when a value is %s", async (_, news, failures) => {
        await expect(checkConfig(news)).resolves.toMatchObject({ failures });
    });
});

test("a missing value is reported with what it is for, so that the engine can say how to set it", async () => {
    await expect(session.provider.configure({})).rejects.toMatchObject({
        code: status.INVALID_ARGUMENT,
        missingKeys: [{ name: "fixture:region", description: "Where things are." }],
    });
});

test("a wrong value is refused without a secret", async () => {
    await expect(
        session.provider.configure({ region: "here", password: secret({ a: "hunter22" }) }),
    ).rejects.toMatchObject({
        code: status.INVALID_ARGUMENT,
        inputErrors: [{ propertyPath: '["password"]', reason: "must be a string" }],
    });
});

test("an engine that sends variables alone is understood", async () => {
    const request = new pb.ConfigureRequest();
    request.getVariablesMap().set("fixture:config:region", "there");
    request.getVariablesMap().set("fixture:config:retries", "3");
    await send(session.plugin.client, service.configure, request);
    await session.provider.create({ label: "box" });
    await session.engine.message(({ message }) => message === "making box in there with nothing");
});

test("another configuration replaces nothing", async () => {
    const request = new pb.DiffRequest()
        .setUrn(configUrn)
        .setOldInputs(struct({ region: "here", version: "1.2.3" }))
        .setNews(struct({ region: "there", version: "1.2.4" }));
    const response = await send(session.plugin.client, service.diffConfig, request);
    expect(response.toObject()).toMatchObject({
        changes: pb.DiffResponse.DiffChanges.DIFF_SOME,
        diffsList: expect.arrayContaining(["region"]),
        replacesList: [],
    });
});
