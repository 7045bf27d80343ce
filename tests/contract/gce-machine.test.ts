import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ResourceProviderService as service } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { startFront, startProxy } from "../doubles/proxy/proxy";
import { userLogin } from "../fakes/gcp/oauth";
import { project, startFake, type Fake } from "../fakes/gcp/server";
import { buildPlugin, startBuilt, type BuiltPlugin } from "./built";
import { send, struct } from "./provider";

let gcp: Fake;
let machine: Server;
let asked: string[];
let folder: string;
let plugin: BuiltPlugin | undefined;

/** What a machine on Google Compute Engine says of itself, to those who ask in the right way. */
const answers: Readonly<Record<string, string>> = {
    "/computeMetadata/v1/instance": "{}",
    "/computeMetadata/v1/project/project-id": "of-the-machine",
    "/computeMetadata/v1/universe/universe-domain": "googleapis.com",
    "/computeMetadata/v1/instance/service-accounts/default/token": JSON.stringify({
        ...{ access_token: "the machine's", expires_in: 3599, token_type: "Bearer" },
    }),
};

beforeAll(buildPlugin);
beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-gce-"));
    gcp = await startFake();
    // It knows nothing of the machine's tokens.
    gcp.authenticates = false;
    gcp.impersonable.add("images@shop.iam.gserviceaccount.com");
    asked = [];
    machine = createServer(({ url = "", headers }, response) => {
        const [path = ""] = url.split("?");
        asked.push(path);
        const answer = headers["metadata-flavor"] === "Google" ? answers[path] : undefined;
        const type = answer?.startsWith("{") ? "application/json" : "application/text";
        response.writeHead(answer === undefined ? 404 : 200, {
            ...{ "metadata-flavor": "Google", "content-type": type },
        });
        response.end(answer);
    });
    machine.listen(0, "127.0.0.1");
    await once(machine, "listening");
});
afterEach(async () => {
    await plugin?.stop();
    machine.closeAllConnections();
    machine.close();
    rmSync(folder, { recursive: true });
    await gcp.stop();
});

/** Looks for an image as another account, for which an account of one's own has to be found. */
async function look(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const { port } = machine.address() as AddressInfo;
    plugin = await startBuilt({
        ...{ HOME: folder, CLOUDSDK_CONFIG: folder, GCE_METADATA_HOST: `127.0.0.1:${port}` },
        GOOGLE_IMPERSONATE_SERVICE_ACCOUNT: "images@shop.iam.gserviceaccount.com",
        GOOGLE_IAM_CREDENTIALS_CUSTOM_ENDPOINT: gcp.origin,
        // Nobody is there: the machine's metadata is not asked for by way of it.
        ...{ HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" },
        ...env,
    });
    const settings = { computeCustomEndpoint: gcp.origin, storageCustomEndpoint: gcp.origin };
    const args = struct({ gcp: JSON.stringify(settings) });
    await send(plugin.client, service.configure, new pb.ConfigureRequest().setArgs(args));
    const urn = "urn:pulumi:dev::shop::unikernel:gcp:Image::web";
    const id = `projects/${project}/global/images/web`;
    const found = await send(plugin.client, service.read, new pb.ReadRequest().setId(id).setUrn(urn));
    expect(found.getId()).toBe("");
}

const token = "/computeMetadata/v1/instance/service-accounts/default/token";

test("on a machine of Google's the plugin has the credentials of the machine", async () => {
    await look();
    expect(asked).toContain(token);
    expect(gcp.log[0]).toContain("images@shop.iam.gserviceaccount.com:generateAccessToken");
});

const keep = (login: string): void => {
    writeFileSync(join(folder, "application_default_credentials.json"), login);
};

test("those that gcloud has kept come before those of the machine", async () => {
    keep(userLogin);
    gcp.authenticates = true;
    const google = "oauth2.googleapis.com";
    const front = await startFront(google, Number(new URL(gcp.origin).port));
    const proxy = await startProxy({ [google]: front.port });
    try {
        await look({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: front.certificate });
        expect(proxy.asked).toEqual([`CONNECT ${google}:443`]);
    } finally {
        front.close();
        await proxy.close();
    }
    expect(gcp.log[0]).toBe("POST /token");
    expect(gcp.log[1]).toContain("images@shop.iam.gserviceaccount.com:generateAccessToken");
    expect(asked).not.toContain(token);
});

test("those that gcloud has kept come before those of the machine, also where they are of no use", async () => {
    keep(JSON.stringify({ type: "authorized_user", client_id: "id", client_secret: "secret" }));
    const failure: unknown = expect.stringContaining("refresh_token");
    await expect(look()).rejects.toMatchObject({ message: failure });
    expect(asked).not.toContain(token);
});
