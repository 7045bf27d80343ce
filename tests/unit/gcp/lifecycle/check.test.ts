import { describe, expect, test } from "@jest/globals";
import { gcpSettings } from "../../../../provider/gcp/config";
import { checkImage } from "../../../../provider/gcp/lifecycle/check";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { artifact, callTo, inputs, lifecycle } from "./world";

const nothing = new Set<string>();

describe("what cannot be is refused before anything is done, on the property at fault", () => {
    test.each<[what: string, more: Partial<ImageInputs>, property: string, reason: string]>([
        [
            "a Xen guest",
            { image: { ...artifact, name: "web.xen", target: "xen" } },
            "image",
            'web.xen cannot boot from a disk: a Xen guest is started by Xen\'s own tools, and no cloud starts one from a disk; build it for target "spt" (any cloud) or "virtio" (QEMU, GCE of the first and second generation)',
        ],
        [
            "a kind that does not fit",
            { kind: "appliance" },
            "kind",
            'web.virtio is built for virtio, which an appliance cannot run; leave kind out, or build it for target "spt"',
        ],
        [
            "arguments from metadata without anything that asks for them",
            { kind: undefined, args: { fromMetadata: true } },
            "args",
            'web.virtio boots natively, without anything that asks for metadata; give args as a list, or build it for target "spt"',
        ],
        [
            "arguments that SYSLINUX cannot pass on",
            { args: ["--hello=one\ntwo"] },
            "args",
            'The argument "--hello=one\\ntwo" has a line break, which a native disk cannot pass on; leave it out.',
        ],
        [
            "features that it has not",
            { guestOsFeatures: ["GVNIC", "MULTI_IP_SUBNET", "UEFI_COMPATIBLE"] },
            "guestOsFeatures",
            "web.virtio boots natively and cannot use GVNIC, UEFI_COMPATIBLE: leave that out",
        ],
        [
            "a disk that is too small",
            { image: { ...artifact, size: 2 ** 30 }, sizeGiB: 1 },
            "sizeGiB",
            "a disk of 1 GiB cannot hold web.virtio, which needs 2 GiB at least; make it larger, or leave its size out",
        ],
        [
            "an image that is too large",
            { image: { ...artifact, size: 2 ** 31 } },
            "image",
            "web.virtio cannot boot from a disk: it has 2.0 GiB, and less than 2 can be; leave out of it what it can fetch",
        ],
        [
            "a name with capitals",
            { name: "Web" },
            "name",
            "not a name of an image: lower-case letters, digits and dashes, a letter first and no dash last, 52 at most",
        ],
        [
            "a name that leaves no room for the digits",
            { name: "w".repeat(53) },
            "name",
            "not a name of an image: lower-case letters, digits and dashes, a letter first and no dash last, 52 at most",
        ],
        [
            "a family with a dash at its end",
            { family: "web-" },
            "family",
            "not a name of a family: lower-case letters, digits and dashes, a letter first and no dash last, 63 at most",
        ],
        [
            "a label's name",
            { labels: { "Team!": "edge" } },
            "labels.Team!",
            "a label's name has 1 to 63 lower-case letters, digits, dashes and underscores, a letter first",
        ],
        [
            "a label's value",
            { labels: { team: "Edge" } },
            "labels.team",
            "a label's value has at most 63 lower-case letters, digits, dashes and underscores",
        ],
        [
            "a label of the provider's own",
            { labels: { "pulumi-unikernel-owner": "me" } },
            "labels.pulumi-unikernel-owner",
            "this label is the provider's own: it says whose the image is",
        ],
        [
            "two places",
            { storageLocations: ["eu", "us"] },
            "storageLocations",
            "an image is kept in one region or multi-region: give one",
        ],
        [
            "a region that there is not",
            { storageLocations: ["europ-west1"] },
            "storageLocations",
            '"europ-west1" is no region or multi-region; did you mean "europe-west1"?',
        ],
        [
            "a region of another cloud",
            { storageLocations: ["Dublin"] },
            "storageLocations",
            '"Dublin" is no region or multi-region; two are "eu" and "europe-west1"',
        ],
        [
            "a day without a time",
            { deprecated: { state: "DEPRECATED", obsolete: "2027-01-31" } },
            "deprecated.obsolete",
            '"2027-01-31" is no date with a time and a zone: 2027-01-31T00:00:00Z',
        ],
        [
            "a month that there is not",
            { deprecated: { state: "DEPRECATED", deleted: "2027-13-31T00:00:00Z" } },
            "deprecated.deleted",
            '"2027-13-31T00:00:00Z" is no date with a time and a zone: 2027-01-31T00:00:00Z',
        ],
        [
            "a replacement by its name",
            { deprecated: { state: "OBSOLETE", replacement: "web-2" } },
            "deprecated.replacement",
            '"web-2" is no URL of an image: give its selfLink, or projects/PROJECT/global/images/NAME',
        ],
        [
            "the URL of a bucket",
            { bucket: "gs://uploads/here" },
            "bucket",
            'give the bucket\'s name alone: "uploads"',
        ],
        [
            "a bucket with capitals",
            { bucket: "Uploads" },
            "bucket",
            "not a name of a bucket: lower-case letters, digits, dashes, underscores and dots, 3 at least",
        ],
    ])("%s", (_, more, property, reason) => {
        expect(checkImage({ ...inputs, ...more }, nothing)).toEqual([{ property, reason }]);
    });

    test("more labels than GCE takes", () => {
        const labels = Object.fromEntries([...Array(63).keys()].map((number) => [`l${number}`, ""]));
        expect(checkImage({ ...inputs, labels }, nothing)).toEqual([
            { property: "labels", reason: "GCE takes 62 besides the provider's own" },
        ]);
    });
});

describe("what can be is not refused", () => {
    test.each<[what: string, more: Partial<ImageInputs>]>([
        ["a region that is too new to be known", { storageLocations: ["us-northeast7"] }],
        [
            "a deprecation with all its parts",
            {
                deprecated: {
                    state: "ACTIVE",
                    replacement: "https://www.googleapis.com/compute/v1/projects/p/global/images/web-2",
                    deprecated: "2027-01-31T00:00:00Z",
                    obsolete: "2027-02-28T12:30:00.5+01:00",
                },
            },
        ],
        ["a multi-region", { storageLocations: ["eu"] }],
        ["what is not known yet", { image: undefined, kind: undefined, machineFamily: "c3" }],
    ])("%s", (_, more) => {
        expect(checkImage({ ...inputs, ...more }, new Set(["image"]))).toEqual([]);
    });
});

const checkWith = (gcp: ReturnType<typeof gcpSettings>, given: Partial<ImageInputs>) =>
    lifecycle.check?.(callTo({ origin: "http://127.0.0.1:9", key: "" }, { gcp }), {
        inputs: given,
        unknowns: nothing,
        randomSeed: new Uint8Array(32),
    });

describe("what a program leaves out", () => {
    const { project: _, kind: __, ...bare } = inputs;

    test("the kind follows from the target, the project from the configuration", async () => {
        expect(await checkWith(gcpSettings({ project: "shop" }, {}), bare)).toEqual({
            set: { kind: "native", project: "shop" },
            failures: [],
        });
    });

    test("the project is the credentials' own where nobody says another", async () => {
        const credentials = JSON.stringify({
            ...{ type: "authorized_user", project_id: "theirs" },
            ...{ client_id: "1", client_secret: "2", refresh_token: "3" },
        });
        expect(await checkWith(gcpSettings({ credentials }, {}), bare)).toMatchObject({
            set: { project: "theirs" },
        });
    });

    test("no project at all is refused", async () => {
        expect(await checkWith(gcpSettings({ accessToken: "token" }, {}), bare)).toMatchObject({
            failures: [
                {
                    property: "project",
                    reason: "say which project the image is for: here, or with `pulumi config set --path unikernel:gcp.project NAME`",
                },
            ],
        });
    });
});
