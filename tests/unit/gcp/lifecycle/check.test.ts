import { describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../../../provider/artifact/artifact";
import { gcpSettings } from "../../../../provider/gcp/config";
import { checkImage } from "../../../../provider/gcp/lifecycle/check";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { artifact, callTo, inputs, lifecycle } from "./world";

const spt: Artifact = { ...artifact, name: "web.spt", target: "spt" };
const arm: Artifact = { ...spt, arch: "aarch64" };
const hvt: Artifact = { ...artifact, name: "web.hvt", target: "hvt" };
const appliance = { image: spt, kind: "appliance" } as const;
const all =
    "a2, a3, a4, c2, c2d, c3, c3d, c4, c4d, e2, f1, g1, g2, g4, h3, h4d, m1, m2, m3, m4, n1, n2, n2d, n4, n4d, t2d, z3";
const nothing = new Set<string>();

describe("what cannot be is refused before anything is done, on the property at fault", () => {
    test.each<[what: string, more: Partial<ImageInputs>, property: string, reason: string]>([
        [
            "a native image on the third generation",
            { machineFamily: "c3-standard-4" },
            "machineFamily",
            'web.virtio cannot boot on c3: these machines have gVNIC only, and an image for virtio has no driver but virtio-net. a2, c2, c2d, e2, f1, g1, g2, m1, m2, n1, n2, n2d, t2d boot it; or build it for target "spt", which boots on all',
        ],
        [
            "an image for Arm on machines of x86_64",
            { image: arm, kind: "appliance", machineFamily: "n2" },
            "machineFamily",
            "web.spt cannot boot on n2: it is for aarch64, and these machines are x86_64. a4x, c4a, n4a, t2a boot it",
        ],
        [
            "an image that needs KVM on E2",
            { image: hvt, kind: "appliance", machineFamily: "e2-small" },
            "machineFamily",
            'web.hvt cannot boot on e2: an image for hvt needs KVM, and these machines have no nested virtualization. a2, a3, a4, c2, c3, c4, f1, g1, g2, h3, n1, n2, n4, z3 boot it, with enableNestedVirtualization; or build it for target "spt", which needs none',
        ],
        [
            "an image that needs KVM on AMD's processors",
            { image: hvt, kind: "appliance", machineFamily: "n2d" },
            "machineFamily",
            'web.hvt cannot boot on n2d: an image for hvt needs KVM, and these machines have no nested virtualization. a2, a3, a4, c2, c3, c4, f1, g1, g2, h3, n1, n2, n4, z3 boot it, with enableNestedVirtualization; or build it for target "spt", which needs none',
        ],
        [
            "an image that needs KVM on machines for memory",
            { image: hvt, kind: "appliance", machineFamily: "m3-ultramem-32" },
            "machineFamily",
            'web.hvt cannot boot on m3: an image for hvt needs KVM, and these machines have no nested virtualization. a2, a3, a4, c2, c3, c4, f1, g1, g2, h3, n1, n2, n4, z3 boot it, with enableNestedVirtualization; or build it for target "spt", which needs none',
        ],
        [
            "an image that needs KVM on Arm",
            { image: { ...hvt, arch: "aarch64" }, kind: "appliance", machineFamily: "t2a" },
            "machineFamily",
            'web.hvt cannot boot on t2a: an image for hvt needs KVM, which no machine for aarch64 offers; build it for target "spt"',
        ],
        [
            "bare metal of a family that has others, too",
            { ...appliance, machineFamily: "c3-standard-192-metal" },
            "machineFamily",
            `web.spt cannot boot on c3-standard-192-metal: these machines have no hypervisor, and a card (IDPF) that no image has a driver for. ${all} boot it`,
        ],
        [
            "a family of bare metal",
            { ...appliance, machineFamily: "x4" },
            "machineFamily",
            `web.spt cannot boot on x4: these machines have no hypervisor, and a card (IDPF) that no image has a driver for. ${all} boot it`,
        ],
        [
            "an appliance that is not said to have gVNIC, on the third generation",
            { ...appliance, machineFamily: "c3-standard-4", guestOsFeatures: ["UEFI_COMPATIBLE"] },
            "guestOsFeatures",
            "c3 does not boot an image that is not said to have GVNIC: add that, or leave guestOsFeatures out",
        ],
        [
            "an appliance that is said to have nothing, on Arm",
            { image: arm, kind: "appliance", machineFamily: "t2a", guestOsFeatures: [] },
            "guestOsFeatures",
            "t2a does not boot an image that is not said to have GVNIC and UEFI_COMPATIBLE: add that, or leave guestOsFeatures out",
        ],
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
        ["a native image on the second generation", { machineFamily: "n2-standard-2" }],
        ["an appliance on the third", { image: spt, kind: "appliance", machineFamily: "c4" }],
        [
            "an image that needs KVM where it can be had",
            { image: hvt, kind: "appliance", machineFamily: "c3-standard-4" },
        ],
        [
            "an appliance with little, on the second generation",
            { ...appliance, machineFamily: "e2", guestOsFeatures: [] },
        ],
        ["an appliance on Arm", { image: arm, kind: "appliance", machineFamily: "t2a" }],
        ["a family of machines that is too new to be known", { machineFamily: "z9" }],
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
            type: "authorized_user",
            project_id: "theirs",
            client_id: "1",
            client_secret: "2",
            refresh_token: "3",
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
