import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { partOf, unpackFiles } from "./bios";
import { keptParts } from "./kept";
import { keyOf } from "./key";
import { lockedPackages, packageNamed } from "./lock";

/** What a BIOS boots from a CD: ISOLINUX. */
export async function isolinuxPart(call: Call<Settings>): Promise<Buffer> {
    const packages = [
        packageNamed(await lockedPackages("x86_64", call.settings.appliance?.lock), "isolinux"),
    ];
    const names = new Map([["usr/lib/ISOLINUX/isolinux.bin", "isolinux"]]);
    const parts = await keptParts(call, keyOf("isolinux", packages), () =>
        unpackFiles(call, packages, names),
    );
    return partOf(parts, "isolinux").bytes;
}
