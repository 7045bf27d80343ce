import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { artifactOf, describeImage } from "../../../../provider/gcp/plan/description";
import {
    contentKey,
    imageName,
    imageOfObject,
    objectName,
    objectPrefix,
    requestId,
    stem,
} from "../../../../provider/gcp/plan/names";
import { artifact, inputs, other } from "../lifecycle/world";

const web = { name: "web", urn: "urn:pulumi:dev::shop::unikernel:gcp:Image::web" };

test("whatever a resource is called, its image has a name that GCE takes", () => {
    fc.assert(
        fc.property(fc.string(), (name) => {
            expect(imageName(inputs, { ...web, name })).toMatch(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
            expect(stem(stem(name))).toBe(stem(name));
        }),
    );
});

test("the object of an image leads to its name, and is found by its resource", () => {
    fc.assert(
        fc.property(fc.string(), fc.string(), (urn, name) => {
            const image = imageName(inputs, { urn, name });
            expect(imageOfObject(objectName(urn, image))).toBe(image);
            expect(objectName(urn, image).startsWith(objectPrefix(urn))).toBe(true);
        }),
    );
});

test("an image is called what the program says, and by its resource and stack where it does not", () => {
    const prod = { ...web, urn: web.urn.replace("dev", "prod") };
    const named = { ...inputs, name: "shop" };
    expect(imageName(named, web)).toMatch(/^shop-[0-9a-f]{10}$/);
    expect(imageName(named, prod)).toBe(imageName(named, web));
    expect(imageName(inputs, web)).toMatch(/^web-[0-9a-f]{6}-[0-9a-f]{10}$/);
    expect(imageName(inputs, prod)).not.toBe(imageName(inputs, web));
});

test.each([
    ["another unikernel", { image: other }],
    ["arguments", { args: ["-v"] }],
    ["arguments from metadata", { args: { fromMetadata: true as const } }],
    ["another appliance", { appliance: "linux:2" }],
    ["the size", { sizeGiB: 2 }],
    ["features", { guestOsFeatures: ["MULTI_IP_SUBNET" as const] }],
    ["the place", { storageLocations: ["eu"] }],
])("%s makes another name", (_, more) => {
    expect(imageName({ ...inputs, ...more }, web)).not.toBe(imageName(inputs, web));
});

test.each([
    ["labels", { labels: { team: "edge" } }],
    ["the family", { family: "web" }],
    ["the bucket", { bucket: "other" }],
    ["how the unikernel was made", { image: { ...artifact, recipe: { a: 1 } } }],
    ["no arguments", { args: [] }],
])("%s makes no other name", (_, more) => {
    expect(imageName({ ...inputs, ...more }, web)).toBe(imageName(inputs, web));
});

describe("the features of an appliance", () => {
    const image = { ...artifact, target: "spt" } as const;
    const keyOf = (guestOsFeatures?: ImageInputs["guestOsFeatures"]) =>
        contentKey({ ...inputs, image, kind: "appliance", guestOsFeatures });

    test("make another name when they are none, which is not what it has by default", () => {
        expect(keyOf([])).not.toBe(keyOf());
    });

    test("make no other name when they are the default that is written down, in any order", () => {
        expect(keyOf(["UEFI_COMPATIBLE", "VIRTIO_SCSI_MULTIQUEUE", "GVNIC"])).toBe(keyOf());
        expect(keyOf(["MULTI_IP_SUBNET", "GVNIC"])).toBe(keyOf(["GVNIC", "MULTI_IP_SUBNET"]));
    });
});

test("an image that boots natively has the name it had before appliances were a part of names", () => {
    expect(contentKey(inputs)).toBe("77c01bccbe");
});

test("a request's ID is a UUID that follows from what is asked for", () => {
    fc.assert(
        fc.property(fc.string(), fc.string(), (one, two) => {
            const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
            expect(requestId(one, two)).toMatch(uuid);
            expect(requestId(one, two)).toBe(requestId(one, two));
            expect(requestId(one, two)).not.toBe(requestId(one, two, ""));
        }),
    );
});

test("an image's description is read back, whatever its file is called", () => {
    fc.assert(
        fc.property(
            fc.string({ minLength: 1 }).filter((name) => !/[\n\r\u2028\u2029]/.test(name)),
            (name) => {
                const described = { ...artifact, name, devices: [] };
                expect(artifactOf(describeImage(described))).toEqual(described);
            },
        ),
    );
    expect(artifactOf("Debian 12")).toBeUndefined();
    expect(artifactOf()).toBeUndefined();
});
