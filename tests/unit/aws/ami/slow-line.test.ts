import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { sparseDisk } from "../disks";
import { claimed, holdings, inputsOf, means, useCredentials, worldOf } from "../world";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());

test("a disk gets through a line that would bring all its blocks at once too late", async () => {
    const [blocks, regions] = [40, ["eu-west-1", "us-east-1"]];
    fake.behaviour.bytesPerSecond = 4 * 2 ** 20;
    // Ten times as fast as a line of 3 Mbit/s, and so are all times.
    const pace = { attemptMs: 2000, blockMs: 4000, easyBlockMs: 200, silenceMs: 2000 };
    const disk = sparseDisk("web", blocks);
    const world = worldOf(fake, { ...means(pace), diskOf: () => Promise.resolve(disk) });
    const state = await world.create(inputsOf({ regions }));
    expect(holdings(fake)).toEqual(claimed(state));
    const sent = fake.requests.filter(({ action }) => action === "ebs:PutSnapshotBlock").length;
    expect(sent).toBeLessThan(1.25 * regions.length * blocks);
});
