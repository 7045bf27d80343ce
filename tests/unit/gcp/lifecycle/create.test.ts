import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { callTo, created, holdings, inputs, lifecycle } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

test("an image is made from a disk that goes to the cloud in chunks, and nothing else is left there", async () => {
    const state = await created(fake);
    expect(state).toMatchObject({
        id: `projects/test-project/global/images/${state.outputs.imageName}`,
        outputs: { diskSizeGb: 1, selfLink: `https://www.googleapis.com/compute/v1/${state.id}` },
    });
    expect(state.outputs.imageName).toMatch(/^web-[0-9a-f]{6}-[0-9a-f]{10}$/);
    expect(holdings(fake)).toEqual({ images: [state.outputs.imageName], objects: [] });
    expect(fake.log.filter((line) => line.startsWith("PUT")).length).toBeGreaterThan(1);
    expect(fake.log.filter((line) => line === "POST /token")).toHaveLength(1);
});

test("each stack of a program has its image in a project that they share", async () => {
    const { outputs: dev } = await created(fake);
    const urn = "urn:pulumi:prod::shop::unikernel:gcp:Image::web";
    const { outputs: prod } = await lifecycle.create(callTo(fake, { urn }), { inputs });
    expect(new Set(holdings(fake).images)).toEqual(new Set([dev.imageName, prod.imageName]));
    expect(prod.imageName).not.toBe(dev.imageName);
});

test("an object that arrived otherwise than it was sent is no image, and does not stay", async () => {
    fake.account.damagesUploads = true;
    await expect(created(fake)).rejects.toThrow(
        /^gs:\/\/uploads\/pulumi-unikernel\/\S+ arrived damaged: its CRC-32C is \S{6}==, and that of what was sent \S{6}==\. Run this again\.$/,
    );
    expect(holdings(fake)).toEqual({ images: [], objects: [] });
    fake.account.damagesUploads = false;
    const { outputs } = await created(fake);
    expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
});

test("a failure of GCE that an earlier run did not live to see is not told by the next, which makes the image", async () => {
    fake.account.nextFailure = { code: "QUOTA_EXCEEDED", message: "Quota 'IMAGES' exceeded." };
    let waits = 0;
    fake.done = (_, what) => {
        if (!what.endsWith("/wait") || ++waits < 2) return;
        // From here on the run is as good as dead.
        fake.fault = () => ({ kind: "reset" });
    };
    await expect(created(fake)).rejects.toThrow();
    fake.fault = () => undefined;
    fake.done = () => undefined;
    expect(holdings(fake).objects).toHaveLength(1);
    const { outputs } = await created(fake);
    expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
});

test("an image that could not be made does not stay, whoever finds it", async () => {
    fake.account.keepsFailed = true;
    fake.account.nextFailure = { code: "INVALID_IMAGE", message: "The tar archive is not a valid image." };
    await expect(created(fake)).rejects.toThrow("The tar archive is not a valid image.");
    expect(holdings(fake)).toEqual({ images: [], objects: [] });

    const { outputs } = await created(fake);
    const [image] = fake.account.images.values();
    if (image) image.status = "FAILED";
    const anew = await created(fake);
    expect(anew.outputs.imageId).not.toBe(outputs.imageId);
    expect([...fake.account.images.values()]).toMatchObject([{ status: "READY" }]);
});

test("an image that could not be made is none that a refresh or an import finds", async () => {
    const state = await created(fake);
    const [image] = fake.account.images.values();
    if (image) image.status = "FAILED";
    expect(await lifecycle.read(callTo(fake), { id: state.id, state })).toBeUndefined();
    expect(await lifecycle.read(callTo(fake), { id: state.id })).toBeUndefined();
});

describe("an image that comes to be there during the upload", () => {
    const appearing = async (labels?: Record<string, string>): Promise<string> => {
        const { outputs } = await created(fake);
        const image = fake.account.images.get(outputs.imageName);
        fake.account.images.clear();
        fake.done = (_, what) => {
            if (image && what.startsWith("PUT"))
                fake.account.images.set(image.name, { ...image, labels: labels ?? image.labels });
        };
        return outputs.imageName;
    };

    test("is taken over when it was made for this resource", async () => {
        const name = await appearing();
        const { outputs } = await created(fake);
        expect(holdings(fake)).toEqual({ images: [name], objects: [] });
        const [image] = fake.account.images.values();
        expect(image?.labels["pulumi-unikernel-unit"]).toBe(outputs.unit);
    });

    test("stays as it is when it is another's, and nothing else does", async () => {
        const name = await appearing({});
        await expect(created(fake)).rejects.toThrow(
            `There is an image ${name} in the project test-project already, and it was not made for this resource. Give this one another name, or delete that one.`,
        );
        expect(holdings(fake)).toEqual({ images: [name], objects: [] });
    });
});
