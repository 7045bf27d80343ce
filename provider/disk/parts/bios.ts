import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { debEntries } from "../debian/deb";
import { loaderOf, type Loader } from "../syslinux/installer";
import { packageBytes } from "./fetch";
import { hasParts, keptParts, type Part, type Parts } from "./kept";
import { keyOf } from "./key";
import { lockedPackages, packageNamed, type LockedPackage } from "./lock";

/** What a BIOS boots with: SYSLINUX. */
export interface BiosParts {
    readonly loader: Loader;
    /** For the disk's first sector: goes on with the partition that is marked as bootable. */
    readonly bootCode: Buffer;
    /** SYSLINUX's modules that start a multiboot kernel. */
    readonly multiboot: { readonly module: Buffer; readonly library: Buffer };
}

const installer = "usr/bin/syslinux";
const common = "usr/lib/syslinux";
const paths = {
    bootCode: `${common}/mbr/gptmbr.bin`,
    module: `${common}/modules/bios/mboot.c32`,
    library: `${common}/modules/bios/libcom32.c32`,
} as const;

export async function biosParts(call: Call<Settings>): Promise<BiosParts> {
    const packages = await biosPackages(call);
    const parts = await keptParts(call, keyOf("bios", packages), () => unpackFiles(call, packages, names));
    const part = (name: string): Buffer => partOf(parts, name).bytes;
    return {
        loader: loaderOf(part("installer")),
        bootCode: part("bootCode"),
        multiboot: { module: part("module"), library: part("library") },
    };
}

/** Whether they are in this machine's store. */
export async function hasBiosParts(call: Call<Settings>): Promise<boolean> {
    return hasParts(call, keyOf("bios", await biosPackages(call)));
}

async function biosPackages({ settings }: Call<Settings>): Promise<LockedPackage[]> {
    const all = await lockedPackages("x86_64", settings.appliance?.lock);
    return [packageNamed(all, "syslinux-common"), packageNamed(all, "syslinux")];
}

const names = new Map<string, string>([
    [installer, "installer"],
    ...Object.entries(paths).map(([name, path]) => [path, name] as const),
]);

/** Some files of packages, by the names that they are to have. */
export async function unpackFiles(
    call: Call<Settings>,
    packages: readonly LockedPackage[],
    names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Buffer>> {
    const parts = new Map<string, Buffer>();
    for (const locked of packages) {
        const deb = await packageBytes(call, locked);
        for await (const { path, bytes } of debEntries(locked.package, deb, (each) => names.has(each))) {
            parts.set(names.get(path) ?? path, bytes);
        }
    }
    return parts;
}

export function partOf(parts: Parts, name: string): Part {
    const part = parts.get(name);
    if (!part) throw new UserError(`The locked packages of Debian lack a file that a disk needs: ${name}.`);
    return part;
}
