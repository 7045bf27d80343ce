import { createHash } from "node:crypto";
import type { LockedPackage } from "./lock";

/** Raised whenever other files are taken out of the same packages, or they are put together in another way. */
const recipe = 3;

export function keyOf(name: string, packages: readonly LockedPackage[]): string {
    const hash = createHash("sha256").update(String(recipe));
    for (const { sha256 } of packages) hash.update(sha256);
    return `${name}-${hash.digest("hex").slice(0, 32)}`;
}
