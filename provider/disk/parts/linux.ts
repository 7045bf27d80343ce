import type { Architecture } from "../../artifact/artifact";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { compressed } from "../appliance/compressed";
import { baseSystem } from "../appliance/base-system";
import { modulePath } from "../appliance/modules";
import { debEntries } from "../debian/deb";
import { partOf } from "./bios";
import { packageBytes } from "./fetch";
import { hasParts, keptParts, type Part } from "./kept";
import { keyOf } from "./key";
import { lockedPackages, packageNamed, type LockedPackage } from "./lock";

/** What an appliance is made of, whatever the unikernel. */
export interface LinuxParts {
    readonly kernel: Part;
    /** An archive of cpio, compressed: tools, libraries and modules. */
    readonly system: Part;
    /** systemd-boot. */
    readonly efiLoader: Part;
}

/** What it calls an architecture. */
export const debian = { x86_64: "amd64", aarch64: "arm64" } as const;

const efiLoader = { x86_64: "systemd-bootx64.efi", aarch64: "systemd-bootaa64.efi" } as const;

export async function linuxParts(call: Call<Settings>, arch: Architecture): Promise<LinuxParts> {
    const packages = await linuxPackages(call, arch);
    const parts = await keptParts(call, keyFor(arch, packages), () => make(call, arch, packages));
    return {
        kernel: partOf(parts, "kernel"),
        system: partOf(parts, "system"),
        efiLoader: partOf(parts, "efiLoader"),
    };
}

/** Whether they are in this machine's store. */
export async function hasLinuxParts(call: Call<Settings>, arch: Architecture): Promise<boolean> {
    return hasParts(call, keyFor(arch, await linuxPackages(call, arch)));
}

const keyFor = (arch: Architecture, packages: readonly LockedPackage[]): string =>
    keyOf(`linux-${arch}`, packages);

async function linuxPackages({ settings }: Call<Settings>, arch: Architecture): Promise<LockedPackage[]> {
    const all = await lockedPackages(arch, settings.appliance?.lock);
    return [...names(arch).map((name) => packageNamed(all, name)), ...all.filter(isLibrary)];
}

function names(arch: Architecture): string[] {
    return [`linux-image-cloud-${debian[arch]}`, "busybox-static", "systemd-boot-efi", "iproute2"];
}

/** Those in the lock are what iproute2's `tc` is linked with: which they are differs from one Debian to the next. */
function isLibrary({ name }: LockedPackage): boolean {
    return /^(lib|zlib)/.test(name);
}

async function make(
    call: Call<Settings>,
    arch: Architecture,
    packages: readonly LockedPackage[],
): Promise<ReadonlyMap<string, Buffer>> {
    const files = new Map<string, Buffer>();
    const links = new Map<string, string>();
    for (const locked of packages) {
        const deb = await packageBytes(call, locked);
        call.progress.status(`unpacking ${locked.package}`);
        for await (const { path, bytes, link } of debEntries(locked.package, deb, isWanted)) {
            if (link === undefined || link === "") files.set(path, bytes);
            else links.set(path, link);
        }
    }
    const system = compressed(await baseSystem({ files, links }));
    return new Map([
        ["kernel", found(files, /^boot\/vmlinuz-/)],
        ["efiLoader", found(files, new RegExp(`/${efiLoader[arch]}$`))],
        ["system", system],
    ]);
}

function isWanted(path: string): boolean {
    return (
        /^boot\/vmlinuz-|^(usr\/)?s?bin\/(busybox|tc)$|\/systemd-boot\w+\.efi$/.test(path) ||
        /^(usr\/)?lib(64)?\/.*\.so(\.[\w.]+)?$/.test(path) ||
        modulePath(path) !== undefined
    );
}

function found(files: ReadonlyMap<string, Buffer>, pattern: RegExp): Buffer {
    for (const [path, bytes] of files) if (pattern.test(path)) return bytes;
    throw new UserError(`The locked packages of Debian lack a file that a disk needs: ${pattern.source}.`);
}
