import { describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../../../provider/artifact/artifact";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { checkImage } from "../../../../provider/gcp/lifecycle/check";
import { artifact, inputs } from "./world";

const spt: Artifact = { ...artifact, name: "web.spt", target: "spt" };
const arm: Artifact = { ...spt, arch: "aarch64" };
const hvt: Artifact = { ...artifact, name: "web.hvt", target: "hvt" };
const appliance = { image: spt, kind: "appliance" } as const;
const all =
    "a2, a3, a4, c2, c2d, c3, c3d, c4, c4d, e2, f1, g1, g2, g4, h3, h4d, m1, m2, m3, m4, n1, n2, n2d, n4, n4d, t2d, z3";

const nothing = new Set<string>();

describe("what does not boot on the machines that are named is refused before anything is done", () => {
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
    ])("%s", (_, more, property, reason) => {
        expect(checkImage({ ...inputs, ...more }, nothing)).toEqual([{ property, reason }]);
    });
});

describe("what boots on them, or may, is not refused", () => {
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
    ])("%s", (_, more) => {
        expect(checkImage({ ...inputs, ...more }, nothing)).toEqual([]);
    });
});
