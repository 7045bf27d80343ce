import { describe, expect, test } from "@jest/globals";
import { gcpSettings } from "../../../provider/gcp/config";

const google = {
    compute: "https://compute.googleapis.com",
    storage: "https://storage.googleapis.com",
    iam: "https://iamcredentials.googleapis.com",
};

test("without configuration and environment it is Google's own places, and application default credentials", () => {
    expect(gcpSettings(undefined, {})).toEqual({ endpoints: google });
});

test("the environment's names are those that other tools have for them", () => {
    expect(
        gcpSettings(undefined, {
            GOOGLE_CLOUD_PROJECT: "shop",
            GOOGLE_APPLICATION_CREDENTIALS: "key.json",
            GOOGLE_OAUTH_ACCESS_TOKEN: "token",
            GOOGLE_IMPERSONATE_SERVICE_ACCOUNT: "robot@shop",
            STORAGE_EMULATOR_HOST: "localhost:4443",
        }),
    ).toEqual({
        project: "shop",
        credentials: "key.json",
        accessToken: "token",
        impersonate: { account: "robot@shop", delegates: [] },
        endpoints: { ...google, storage: "http://localhost:4443" },
    });
});

test("the configuration comes before the environment", () => {
    expect(
        gcpSettings(
            { project: "mine", credentials: "{}" },
            { GOOGLE_PROJECT: "other", GOOGLE_CREDENTIALS: "x" },
        ),
    ).toMatchObject({
        project: "mine",
        credentials: "{}",
    });
});

describe("an endpoint is the same with and without what follows the host", () => {
    test.each([
        "http://localhost:8080",
        "http://localhost:8080/",
        "localhost:8080",
        "http://localhost:8080/compute/v1/",
        "http://localhost:8080/compute/v1",
        "http://localhost:8080/v1/",
    ])("%s", (computeCustomEndpoint) => {
        expect(gcpSettings({ computeCustomEndpoint }, {}).endpoints.compute).toBe("http://localhost:8080");
    });
});
