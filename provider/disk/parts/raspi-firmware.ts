import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { File } from "../fat/tree";
import { partOf, unpackFiles } from "./bios";
import { keptParts } from "./kept";
import { keyOf } from "./key";
import { lockedPackages, packageNamed } from "./lock";

/** What a Raspberry Pi 4 loads before the kernel: its first loader is in the board. */
const firmware = ["start4.elf", "fixup4.dat"];

/** The board's devices and its memory, filled in by the firmware, which tells the kernel where they are. It comes with Linux. */
const deviceTree = "bcm2711-rpi-4-b.dtb";

export async function raspiFirmware(call: Call<Settings>): Promise<File[]> {
    const locked = await lockedPackages("aarch64", call.settings.appliance?.lock);
    const linux = packageNamed(locked, "linux-image-arm64");
    const packages = [packageNamed(locked, "raspi-firmware"), linux];
    const names = new Map([
        ...firmware.map((name) => [`usr/lib/raspi-firmware/${name}`, name] as const),
        [`usr/lib/${linux.package}/broadcom/${deviceTree}`, deviceTree],
    ]);
    const parts = await keptParts(call, keyOf("raspi", packages), () => unpackFiles(call, packages, names));
    return [...firmware, deviceTree].map((name) => ({ path: name, ...partOf(parts, name) }));
}
