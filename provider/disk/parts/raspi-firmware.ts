import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { File } from "../fat/tree";
import { partOf, unpackFiles } from "./bios";
import { keptParts } from "./kept";
import { keyOf } from "./key";
import { lockedPackages, packageNamed } from "./lock";

/** What a Raspberry Pi 4 loads before the kernel: its first loader is in the board. */
const files = ["start4.elf", "fixup4.dat"];

export async function raspiFirmware(call: Call<Settings>): Promise<File[]> {
    const locked = await lockedPackages("aarch64", call.settings.appliance?.lock);
    const packages = [packageNamed(locked, "raspi-firmware")];
    const names = new Map(files.map((name) => [`usr/lib/raspi-firmware/${name}`, name]));
    const parts = await keptParts(call, keyOf("raspi", packages), () => unpackFiles(call, packages, names));
    return files.map((name) => ({ path: name, ...partOf(parts, name) }));
}
