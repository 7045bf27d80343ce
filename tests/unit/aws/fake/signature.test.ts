import { EBSClient, StartSnapshotCommand } from "@aws-sdk/client-ebs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { digest, optionsFor } from "./requests";

let fake: FakeAws;
beforeAll(async () => {
    fake = await startFakeAws();
});
afterAll(() => fake.close());

test("what is not signed is refused", async () => {
    expect((await fetch(`${fake.url}/snapshots`, { method: "POST", body: "{}" })).status).toBe(403);
});

test("a body of another digest than the one that is signed is refused", async () => {
    const client = new EBSClient(optionsFor(fake));
    client.middlewareStack.add(
        (next) => (args) => {
            const { headers } = args.request as { headers: Record<string, string> };
            headers["x-amz-content-sha256"] = digest.toString("hex");
            return next(args);
        },
        { step: "build" },
    );
    await expect(client.send(new StartSnapshotCommand({ VolumeSize: 1 }))).rejects.toMatchObject({
        name: "SignatureDoesNotMatch",
    });
});

test.each([
    ["an hour ago", -3600_000],
    ["in an hour", 3600_000],
])("a signature with the date of %s is refused", async (_, systemClockOffset) => {
    const client = new EBSClient({ ...optionsFor(fake), systemClockOffset });
    await expect(client.send(new StartSnapshotCommand({ VolumeSize: 1 }))).rejects.toMatchObject({
        name: "RequestExpired",
    });
});
