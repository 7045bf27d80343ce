import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Artifact } from "../../artifact/artifact";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { keyOf } from "../parts/key";
import { lockedPackages, packageNamed } from "../parts/lock";
import { debian } from "../parts/linux";
import { kernelOptions } from "./appliance";
import init from "./init.sh";
import powerButton from "./power-button.sh";
import { locateTender } from "./tender";
import udhcpc from "./udhcpc.sh";

/**
 * Which appliance a disk made now would have: `linux:6.1.192-2:3f9a8c21d0 solo5-spt:v0.9.1`. Nothing is fetched for it. Of a
 * tender the version counts: each machine compiles it to other bytes. On one that has no tender it stays as it was.
 */
export async function identityOf(
    { settings }: Pick<Call<Settings>, "settings">,
    { target, arch }: Pick<Artifact, "target" | "arch">,
    previous = "",
): Promise<string> {
    const packages = await lockedPackages(arch, settings.appliance?.lock);
    const kernel = packageNamed(packages, `linux-image-cloud-${debian[arch]}`);
    const parts = digits(keyOf("all", packages), kernelOptions, init, udhcpc, powerButton);
    const linux = `linux:${kernel.version}:${parts}`;
    if (target !== "spt" && target !== "hvt") return linux;
    const name = `solo5-${target}`;
    const path = await locateTender({ settings }, target, arch);
    const kept = previous.split(" ").find((word) => word.startsWith(`${name}:`));
    const tender = path === undefined ? kept : `${name}:${versionOf(await readFile(path))}`;
    return tender === undefined ? linux : `${linux} ${tender}`;
}

/** Solo5's version is a text of its own in the tender's file. */
function versionOf(tender: Buffer): string {
    return /\0(v\d+\.\d+\.\d+[-+.\w]*)\0/.exec(tender.toString("latin1"))?.[1] ?? digits(tender);
}

function digits(...parts: readonly (string | Buffer)[]): string {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(createHash("sha256").update(part).digest());
    return hash.digest("hex").slice(0, 10);
}
