import { expect, test } from "@jest/globals";
import { fit, type Found, type Wanted } from "../../../provider/build/fit";

const wanted: Wanted = { file: "dist/hello.spt", target: "spt", arch: "x86_64" };
const found: Found = {
    arch: "x86_64",
    abi: { target: "spt", version: 2 },
    devices: [{ name: "service", type: "net" }],
};

test("the manifest's devices are the ones to attach", () => {
    expect(fit(found, wanted)).toEqual([{ name: "service", type: "net" }]);
});

test("a file without a manifest has the devices the program declares", () => {
    const devices = [{ name: "disk", type: "block" as const }];
    expect(fit({ arch: "x86_64" }, { ...wanted, target: "virtio", devices })).toEqual(devices);
});

test("what is for Xen has a PVH entry", () => {
    const abi = { target: "xen", version: 1 };
    expect(fit({ arch: "x86_64", abi, boot: ["pvh"] }, { ...wanted, target: "xen" })).toEqual([]);
    expect(fit({ arch: "x86_64", boot: ["multiboot", "pvh"] }, { ...wanted, target: "xen" })).toEqual([]);
});

test("Qubes boots what was linked for Xen", () => {
    expect(
        fit({ arch: "x86_64", abi: { target: "xen", version: 1 } }, { ...wanted, target: "qubes" }),
    ).toEqual([]);
});

test.each<[string, Found, Partial<Wanted>, string]>([
    [
        "another architecture",
        { ...found, arch: "aarch64" },
        {},
        'dist/hello.spt is for aarch64, not for x86_64. Set arch to "aarch64", or have the toolchain build for x86_64.',
    ],
    [
        "another target",
        { ...found, abi: { target: "hvt", version: 2 } },
        {},
        'dist/hello.spt is linked for Solo5\'s hvt (version 2), which does not run as spt. Set target to "hvt", or build for spt.',
    ],
    [
        "a Solo5 image as a unix program",
        found,
        { target: "unix" },
        'dist/hello.spt is linked for Solo5\'s spt (version 2), which does not run as unix. Set target to "spt", or build for unix.',
    ],
    [
        "no ABI note from a toolchain that always leaves one",
        { arch: "x86_64" },
        { abiRequired: true },
        "dist/hello.spt has no Solo5 ABI note, so it is not a spt unikernel, whatever the build said.",
    ],
    [
        "no PVH entry in what is for Xen",
        { arch: "x86_64", boot: ["multiboot"] },
        { target: "xen" },
        "dist/hello.spt has no PVH entry (the ELF note XEN_ELFNOTE_PHYS32_ENTRY), so it cannot be started as a PVH guest. Link it with one, or set target to what it is for.",
    ],
    [
        "devices that contradict the manifest",
        found,
        { devices: [{ name: "disk", type: "block" }] },
        "dist/hello.spt has a manifest that declares service (net); the program declares disk (block). Leave devices out: the manifest says them.",
    ],
])("%s is refused with what to do", (_, file, more, message) => {
    expect(() => fit(file, { ...wanted, ...more })).toThrow(message);
});
