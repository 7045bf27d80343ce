import { expect, test } from "@jest/globals";
import { boardFailures } from "../../../../provider/disk/board/fit";
import { checkDisk } from "../../../../provider/disk/lifecycle/check";

const image = {
    ...{ name: "web.rpi4", digest: `sha256:${"a".repeat(64)}`, size: 1 },
    ...{ target: "rpi4" as const, arch: "aarch64" as const, devices: [] },
};

test("a card is made of a unikernel for the board, and has no kind", () => {
    expect(boardFailures(image, { format: "raw", args: ["--hello=hi there"] })).toEqual([]);
    const request = { unknowns: new Set<string>(), randomSeed: new Uint8Array() };
    const inputs = { image, board: "rpi4" as const };
    expect(checkDisk({ inputs, ...request })).toEqual({ failures: [] });
    expect(checkDisk({ inputs: { board: "rpi4" }, ...request, unknowns: new Set(["image"]) })).toEqual({});
});

test.each([
    {
        ...{ image: { ...image, name: "web.spt", target: "spt" as const }, inputs: {}, property: "board" },
        reason: 'web.spt is built for spt, which a Raspberry Pi cannot start; leave board out, or build it for target "rpi4"',
    },
    {
        ...{ image: { ...image, arch: "x86_64" as const }, inputs: {}, property: "board" },
        reason: "web.rpi4 is for x86_64, and a Raspberry Pi 4 is an aarch64",
    },
    {
        ...{ image: { ...image, size: 2 ** 31 }, inputs: {}, property: "image" },
        reason: "web.rpi4 cannot boot from an SD card: it has 2.0 GiB, and less than 2 can be; leave out of it what it can fetch",
    },
    {
        ...{ image, inputs: { kind: "native" as const }, property: "kind" },
        reason: "An SD card starts the unikernel itself; leave kind out.",
    },
    {
        ...{ image, inputs: { format: "iso" as const }, property: "format" },
        reason: "An SD card is written as it is, not as iso; leave format out.",
    },
    {
        ...{ image, inputs: { args: { fromMetadata: true as const } }, property: "args" },
        reason: "A board has no cloud to ask for arguments; give args as a list.",
    },
    {
        ...{ image, inputs: { args: ["a\nb"] }, property: "args" },
        reason: 'The argument "a\\nb" has a line break, which cmdline.txt cannot have; leave it out.',
    },
    {
        ...{ image, inputs: { args: ["x".repeat(1025)] }, property: "args" },
        reason: "The arguments have 1025 bytes together, and cmdline.txt can have 1024; shorten them.",
    },
])("refused at $property: $reason", ({ image, inputs, property, reason }) => {
    expect(boardFailures(image, inputs)).toEqual([{ property, reason }]);
});
