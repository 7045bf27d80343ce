import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Device } from "../../../provider/artifact/artifact";
import { describeElf } from "../../../provider/artifact/describe";
import { bufferSource } from "../../../provider/artifact/elf/source";
import { noteSection, syntheticElf, type SyntheticSection } from "./elf/synthetic";
import { abiSection, manifestNote, manifestSection, rawManifest } from "./solo5-notes";

const read = (...sections: SyntheticSection[]): ReturnType<typeof describeElf> =>
    describeElf(bufferSource("web.spt", syntheticElf({ sections })));

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const devices: fc.Arbitrary<Device[]> = fc.uniqueArray(
    fc.record({
        name: fc.string({ unit: fc.constantFrom(...alphanumeric.split("")), minLength: 1, maxLength: 67 }),
        type: fc.constantFrom("net" as const, "block" as const),
    }),
    { selector: ({ name }) => name, maxLength: 63 },
);

describe("the devices of a unikernel", () => {
    test("are those of its manifest, by name, type and order", async () => {
        await fc.assert(
            fc.asyncProperty(devices, async (declared) => {
                expect((await read(manifestSection(declared))).devices).toEqual(declared);
            }),
        );
    });

    test("are found beside notes of others, before and after", async () => {
        const declared: Device[] = [{ name: "service", type: "net" }];
        const { devices: found, abi } = await read(
            noteSection(
                ".note.gnu.build-id",
                Buffer.from("040000001400000003000000474e5500" + "ab".repeat(20), "hex"),
            ),
            abiSection(1, 2),
            manifestSection(declared),
        );
        expect(found).toEqual(declared);
        expect(abi).toEqual({ target: "hvt", version: 2 });
    });

    test("are none for a manifest that declares none, and unknown without a manifest", async () => {
        expect((await read(manifestSection([]))).devices).toEqual([]);
        expect((await read()).devices).toBeUndefined();
    });

    test("are found when the manifest has a section only, or a segment only", async () => {
        const manifest = manifestSection([{ name: "disk", type: "block" }]);
        const inSection = syntheticElf({ sections: [{ ...manifest, loaded: false }] });
        const inSegment = syntheticElf({ sections: [manifest] });
        inSegment.fill(0, 40, 48); // no section table: e_shoff …
        inSegment.fill(0, 60, 64); // … e_shnum and e_shstrndx
        for (const bytes of [inSection, inSegment]) {
            const found = await describeElf(bufferSource("web.spt", bytes));
            expect(found.devices).toEqual([{ name: "disk", type: "block" }]);
        }
    });

    const damaged: [string, Buffer, string][] = [
        ["of a later version", rawManifest([], 2), "manifest of version 2"],
        ["with too many entries", rawManifest([], 1, 65), "damaged Solo5 manifest: it says 65 entries"],
        [
            "with fewer entries than it says",
            rawManifest([], 1, 3),
            "damaged Solo5 manifest: it says 3 entries",
        ],
        ["cut off", manifestNote([]).subarray(0, 8 + 12), "overruns"],
        ["with an unknown device", rawManifest([{ name: "gpu", type: 9 }]), "gpu is of type 9"],
        ["with a name of other characters", rawManifest([{ name: "my net", type: 2 }]), '"my net"'],
        ["with a name that does not end", rawManifest([{ name: "n".repeat(68), type: 2 }]), "not allowed"],
        [
            "with one name twice",
            rawManifest([
                { name: "eth", type: 2 },
                { name: "eth", type: 1 },
            ]),
            "names the device eth twice",
        ],
    ];
    test.each(damaged)("are not guessed from a manifest %s", async (_case, manifest, message) => {
        await expect(read(noteSection(".note.solo5.manifest", manifest, 8))).rejects.toThrow(message);
    });
});

describe("the interface a unikernel was linked for", () => {
    test.each([
        [1, "hvt"],
        [2, "spt"],
        [3, "virtio"],
        [4, "muen"],
        [5, "genode"],
        [6, "xen"],
    ])("number %i is %s", async (number, target) => {
        expect((await read(abiSection(number, 2))).abi).toEqual({ target, version: 2 });
    });

    test("is refused when it is one that nobody knows yet", async () => {
        await expect(read(abiSection(7, 1))).rejects.toThrow("Solo5 target that is not known: 7");
    });
});
