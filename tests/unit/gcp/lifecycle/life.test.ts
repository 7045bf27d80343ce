import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { artifact, callTo, created, holdings, imageIn, inputs, lifecycle, other } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

test("GCE is told what an image is", async () => {
    const state = await created(fake, {
        ...inputs,
        family: "web",
        labels: { team: "edge" },
        storageLocations: ["eu"],
        deprecated: { state: "DEPRECATED", obsolete: "2030-01-01T00:00:00Z" },
    });
    expect(imageIn(fake, state)).toMatchObject({
        family: "web",
        architecture: "X86_64",
        guestOsFeatures: [],
        storageLocations: ["eu"],
        description: `Unikernel web.virtio (virtio, x86_64, 300000 bytes, ${artifact.digest})`,
        deprecated: { state: "DEPRECATED", obsolete: "2030-01-01T00:00:00Z" },
        labels: {
            team: "edge",
            "pulumi-unikernel-owner": expect.stringMatching(/^[0-9a-f]{32}$/),
            "pulumi-unikernel-unit": state.outputs.unit,
        },
    });
});

test("an appliance says that it has gVNIC and UEFI, and its architecture", async () => {
    const image = { ...artifact, target: "spt", arch: "aarch64" } as const;
    const state = await created(fake, { ...inputs, image, kind: "appliance" });
    expect(imageIn(fake, state)).toMatchObject({
        architecture: "ARM64",
        guestOsFeatures: [{ type: "GVNIC" }, { type: "UEFI_COMPATIBLE" }, { type: "VIRTIO_SCSI_MULTIQUEUE" }],
    });
});

test("labels, family and deprecation change in place, and nothing is uploaded", async () => {
    const state = await created(fake);
    const before = fake.log.length;
    const changed: ImageInputs = {
        ...inputs,
        family: "web",
        labels: { team: "edge" },
        deprecated: { state: "OBSOLETE" },
    };
    const { outputs } = await lifecycle.update(callTo(fake), { inputs: changed, previous: state });
    expect(outputs).toEqual(state.outputs);
    expect(imageIn(fake, state)).toMatchObject({
        family: "web",
        labels: { team: "edge" },
        deprecated: { state: "OBSOLETE" },
    });
    expect(fake.log.slice(before).some((line) => line.startsWith("PUT"))).toBe(false);

    await lifecycle.update(callTo(fake), { inputs, previous: { ...state, inputs: changed } });
    expect(imageIn(fake, state)).toMatchObject({ family: undefined, deprecated: undefined });
    expect(imageIn(fake, state).labels).not.toHaveProperty("team");
});

test("labels that another changes in between are read again", async () => {
    const state = await created(fake);
    let meddled = false;
    fake.done = (_, what) => {
        if (meddled || !what.startsWith("GET")) return;
        meddled = true;
        imageIn(fake, state).labels = { ...imageIn(fake, state).labels, other: "one" };
    };
    await lifecycle.update(callTo(fake), {
        inputs: { ...inputs, labels: { team: "edge" } },
        previous: state,
    });
    expect(imageIn(fake, state).labels).toMatchObject({ team: "edge" });
    expect(imageIn(fake, state).labels).not.toHaveProperty("other");
});

test("a replacement with the same contents takes the image over, and the old one's end leaves it there", async () => {
    const old = await created(fake);
    const next = await created(fake);
    expect(next.id).toBe(old.id);
    expect(next.outputs.unit).not.toBe(old.outputs.unit);
    await lifecycle.delete(callTo(fake), { state: old });
    expect(holdings(fake).images).toEqual([next.outputs.imageName]);
    await lifecycle.delete(callTo(fake), { state: next });
    expect(holdings(fake).images).toEqual([]);
});

test("an image that was deleted and made anew by another is neither read nor deleted", async () => {
    const state = await created(fake);
    const found = imageIn(fake, state);
    fake.account.images.set(found.name, { ...found, id: "42" });
    expect(await lifecycle.read(callTo(fake), { id: state.id, state })).toBeUndefined();
    await lifecycle.delete(callTo(fake), { state });
    expect(holdings(fake).images).toEqual([found.name]);
});

test("an image whose own labels were taken away is still this one, and the next up sets them right", async () => {
    const state = await created(fake);
    imageIn(fake, state).labels = {};
    const read = await lifecycle.read(callTo(fake), { id: state.id, state });
    expect(read?.outputs.altered).toBe("The labels that say whose the image is were changed.");
    if (!read) throw new Error("it was not found");
    const { drift } =
        lifecycle.diff?.({ state: read, inputs, unknowns: new Set(), changed: new Set() }, "") ?? {};
    expect(drift).toEqual({
        altered: "The labels that say whose the image is were changed. They will be set right",
    });
    await lifecycle.update(callTo(fake), { inputs, previous: read });
    expect((await lifecycle.read(callTo(fake), { id: state.id, state }))?.outputs).toEqual(state.outputs);
});

test("a refresh finds what was changed elsewhere, and what is gone", async () => {
    const state = await created(fake, { ...inputs, labels: { team: "edge" } });
    const image = imageIn(fake, state);
    image.labels = { ...image.labels, team: "core" };
    image.family = "other";
    image.deprecated = { state: "DEPRECATED" };
    expect((await lifecycle.read(callTo(fake), { id: state.id, state }))?.inputs).toEqual({
        ...state.inputs,
        labels: { team: "core" },
        family: "other",
        deprecated: { state: "DEPRECATED" },
    });
    fake.account.images.clear();
    expect(await lifecycle.read(callTo(fake), { id: state.id, state })).toBeUndefined();
});

test("an import finds what was made, so that the same program changes nothing", async () => {
    const given: ImageInputs = { ...inputs, labels: { team: "edge" }, family: "web" };
    const state = await created(fake, given);
    const imported = await lifecycle.read(callTo(fake), { id: state.id });
    if (!imported) throw new Error("it was not found");
    expect(imported.outputs).toEqual(state.outputs);
    const changed = new Set(
        (["image", "bucket"] as const).filter((name) => imported.inputs[name] !== given[name]),
    );
    const result = lifecycle.diff?.({ state: imported, inputs: given, unknowns: new Set(), changed }, "");
    expect(result).toMatchObject({
        replace: [],
        unchanged: expect.arrayContaining(["image", "bucket"]),
    });
});

test("what is no image of this provider's is not imported", async () => {
    const state = await created(fake);
    imageIn(fake, state).description = "Debian";
    await expect(lifecycle.read(callTo(fake), { id: state.id })).rejects.toThrow(
        `The image ${state.outputs.imageName} was not made by this provider, so what is in it is not known. Use it by its link, or by gcp.compute.getImage.`,
    );
    await expect(lifecycle.read(callTo(fake), { id: "web" })).rejects.toThrow(
        "web is not the ID of an image: projects/PROJECT/global/images/NAME",
    );
});

test("an update of an image that is gone says so", async () => {
    const state = await created(fake);
    fake.account.images.clear();
    await expect(lifecycle.update(callTo(fake), { inputs, previous: state })).rejects.toThrow(
        `The image ${state.outputs.imageName} is no longer in the project test-project. Run \`pulumi refresh\`, then \`pulumi up\`.`,
    );
});

test("new contents make a second image before the first one goes", async () => {
    const old = await created(fake);
    const next = await created(fake, { ...inputs, image: other });
    expect(holdings(fake).images).toHaveLength(2);
    await lifecycle.delete(callTo(fake), { state: old });
    expect(holdings(fake).images).toEqual([next.outputs.imageName]);
});

test("the user sees how far it is", async () => {
    const call = callTo(fake);
    await lifecycle.create(call, { inputs });
    const statuses = call.statuses.map((line) => line.replace(/web-[0-9a-f]{6}-[0-9a-f]{10}/, "web-1"));
    expect(statuses).toEqual(
        expect.arrayContaining([
            "looking for web-1",
            "making the disk",
            "uploading to gs://uploads: 0.5 MiB",
            "making web-1",
            "GCE is at work: 50 %",
        ]),
    );
});
