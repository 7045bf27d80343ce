import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { callTo, created, holdings, lifecycle } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

test("an image can be deleted when the bucket that it was uploaded to is gone", async () => {
    const state = await created(fake);
    fake.account.buckets.clear();
    const call = callTo(fake);
    await lifecycle.delete(call, { state });
    expect(holdings(fake).images).toEqual([]);
    expect(call.notes).toEqual([]);
});

test("an image can be deleted by one who may not look into the bucket, and is told so", async () => {
    const state = await created(fake);
    fake.account.denied.add("storage.objects.list");
    const call = callTo(fake);
    await lifecycle.delete(call, { state });
    expect(holdings(fake).images).toEqual([]);
    expect(call.notes).toEqual([
        "What a killed run may have left in gs://uploads was not looked for: maker@test-project.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage object. Permission 'storage.objects.list' denied on resource (or it may not exist).",
    ]);
});
