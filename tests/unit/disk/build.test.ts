import { expect, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import { sizeOf } from "../../../provider/disk/build";
import type { DiskRequest } from "../../../provider/disk";

const gibibyte = 2 ** 30;
const image = { name: "web.spt" } as Artifact;

/** The size of a disk with a file of so many bytes. */
const sizeWith = (bytes: number, more: Partial<DiskRequest> = {}): number =>
    sizeOf({ image, kind: "appliance", args: [], ...more }, [
        { path: "linux", bytes: { length: bytes } as Uint8Array },
    ]);

test("a disk has the size that it is to have, or what it needs", () => {
    expect(sizeWith(1000)).toBe(gibibyte);
    expect(sizeWith(1000, { sizeGiB: 7 })).toBe(7 * gibibyte);
    expect(sizeWith(gibibyte)).toBe(2 * gibibyte);
});

test("an image that is too large for the size its disk is to have is refused", () => {
    expect(() => sizeWith(gibibyte, { sizeGiB: 1 })).toThrow(
        "A disk with web.spt needs 2 GiB, and is to have 1. Make it larger, or leave its size out.",
    );
});
