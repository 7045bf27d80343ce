import { expect, test } from "@jest/globals";
import type { VolumeInputs, VolumeOutputs } from "../../../../../provider/host/volume";
import { diff } from "../../../../../provider/host/remote/volume/lifecycle/diff";
import { knownOutputs } from "../../../../../provider/host/remote/volume/lifecycle/preview";
import type { DiffResult } from "../../../../../provider/protocol/resource";

const path = "/var/lib/pulumi-unikernel/volumes/data-0123456/data";
const outputs: VolumeOutputs = {
    ...{ path, bytes: 64 << 20, unit: "0011223344556677" },
    ref: { path, format: "raw", host: "kvm1" },
};
const old: VolumeInputs = {
    name: "data-0123456",
    size: 64,
    host: { ssh: { host: "kvm1" } },
};
const named: VolumeInputs = { ...old, name: "data-1234abc" };
const disk: VolumeInputs = {
    name: "disk-0123456",
    device: "/dev/sdb",
    host: { ssh: { host: "kvm1" } },
};

const urn = "urn:pulumi:dev::shop::unikernel:host:Volume::one";

function change(from: VolumeInputs, more: Partial<VolumeInputs>, altered?: string): DiffResult<VolumeInputs> {
    const changed = new Set(Object.keys(more) as (keyof VolumeInputs)[]);
    const state = { id: "kvm1/data", inputs: from, outputs: { ...outputs, altered } };
    const inputs = { ...from, ...more };
    const defaulted = new Set(chosen.has(inputs.name) ? ["name"] : []);
    return diff({ state, inputs, unknowns: new Set(), defaulted, changed }, urn);
}

/** Names that Check has chosen. */
const chosen = new Set<string | undefined>([old.name, disk.name]);

const lost = "The volume is replaced: what the old one holds is not copied, and is deleted with it.";

test.each<[string, VolumeInputs, Partial<VolumeInputs>, Partial<DiffResult<VolumeInputs>>]>([
    [
        "a larger size is no other volume",
        old,
        { size: 65 },
        {
            replace: [],
            deleteBeforeReplace: false,
            notes: [
                "The volume grows in place. A unikernel that uses it sees that when it is started again.",
            ],
        },
    ],
    [
        "a smaller size is another volume, beside the old one",
        old,
        { size: 63 },
        { replace: ["size"], deleteBeforeReplace: false, notes: [`A volume cannot shrink. ${lost}`] },
    ],
    [
        "a smaller size under a name of its own takes the old one's place",
        named,
        { size: 63 },
        { replace: ["size"], deleteBeforeReplace: true },
    ],
    [
        "another format is another volume",
        old,
        { format: "qcow2" },
        { deleteBeforeReplace: false, notes: [lost] },
    ],
    [
        "a default that is written down is no change",
        old,
        { format: "raw" },
        { unchanged: ["format"], replace: [], notes: [] },
    ],
    [
        "another name is another volume",
        named,
        { name: "other" },
        { deleteBeforeReplace: false, notes: [lost] },
    ],
    [
        "another host has another volume",
        named,
        { host: { ssh: { host: "kvm2" } } },
        { replace: ["host"], deleteBeforeReplace: false, notes: [lost] },
    ],
    [
        "another way to the same host is no change of it",
        old,
        { host: { ssh: { host: "kvm1", user: "deploy" } } },
        { replace: [], notes: [] },
    ],
    [
        "another device leaves the first as it is",
        disk,
        { device: "/dev/sdc" },
        {
            deleteBeforeReplace: false,
            notes: ["The volume is replaced. The device /dev/sdb stays as it is."],
        },
    ],
    [
        "a device under another name is let go of first",
        disk,
        { name: "other" },
        { deleteBeforeReplace: true },
    ],
    [
        "another source changes nothing in a volume that is there",
        old,
        { source: "zones.img" },
        {
            replace: [],
            notes: ["What the volume holds stays as it is: `source` is read only when a volume is made."],
        },
    ],
])("%s", (_what, from, more, expected) => {
    expect(change(from, more)).toMatchObject(expected);
});

test("a device is not filled a second time because its volume has another name", () => {
    const refilled = () => change({ ...disk, source: "zones.img" }, { name: "other" });
    expect(refilled).toThrow(
        "/dev/sdb would be written over with it, and what unikernels have written there would be lost: the volume is replaced, " +
            "on the same device. Leave `source` out, then what the device holds stays; or leave the volume as it was",
    );
    expect(() =>
        change({ ...disk, source: "zones.img" }, { name: "other", device: "/dev/sdc" }),
    ).not.toThrow();
    expect(() =>
        change({ ...disk, source: "zones.img" }, { name: "other", source: undefined }),
    ).not.toThrow();
});

test("a size that is not known yet replaces nothing", () => {
    const changed = new Set(["size"] as const);
    const state = { id: "kvm1/data", inputs: old, outputs };
    const inputs = { name: old.name, host: old.host };
    expect(diff({ state, inputs, unknowns: new Set(["size"]), changed }, urn).replace).toEqual([]);
});

test.each([
    ["it was not finished", "It will be set right"],
    [`${path} is gone, with all that it held`, "It will be made anew"],
])("%s: what a refresh found is set right", (altered, remedy) => {
    expect(change(old, {}, altered).drift).toEqual({ altered: `${altered}\n${remedy}` });
});

test("a preview knows where a volume will be, unless that depends on what is not known", () => {
    const root = { root: "/var/lib/pulumi-unikernel" };
    const known = (inputs: VolumeInputs, ...names: string[]) =>
        knownOutputs({ inputs, unknowns: new Set(names) }, root);
    expect(known(old)).toEqual({ path, ref: outputs.ref, altered: undefined });
    expect(known({ ...old, lvm: { group: "vg0" } })).toMatchObject({ path: "/dev/vg0/data-0123456" });
    expect(known(disk)).toMatchObject({
        path: "/dev/sdb",
        ref: { path: "/dev/sdb", format: "raw", host: "kvm1" },
    });
    expect(known({ name: "data", size: 1 })).toMatchObject({ ref: { host: "local" } });
    expect(known(old, "format")).toEqual({});
});

test("a preview of a change knows all but the size", () => {
    const previous = { id: "kvm1/data", inputs: old, outputs };
    const root = { root: "/var/lib/pulumi-unikernel" };
    const lasting = { path, ref: outputs.ref, unit: outputs.unit, altered: undefined };
    const known = (size: number) =>
        knownOutputs({ inputs: { ...old, size }, unknowns: new Set(), previous }, root);
    expect(known(64)).toEqual({ ...lasting, bytes: outputs.bytes });
    expect(known(65)).toEqual(lasting);
});
