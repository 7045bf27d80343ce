import { digestOfValue } from "../../build/image/canonical";
import type { DiskImage } from "../../disk/disk-image";
import type { SnapshotPlan } from "../snapshot/plan";
import type { Tags } from "./marks";

export type BootMode = "legacy-bios" | "uefi" | "uefi-preferred";

/** An image that is to be in a region. */
export interface Wanted {
    readonly urn: string;
    readonly name: string;
    readonly description: string;
    readonly disk: DiskImage;
    readonly plan: SnapshotPlan;
    /** As EC2 calls them. */
    readonly architecture: "x86_64" | "arm64";
    readonly bootMode: BootMode;
    readonly encrypted: boolean;
    readonly kmsKeyArn?: string;
    /** This provider's own included. */
    readonly tags: Tags;
    /** Whether more is to be done after the image is registered, before it is in a state. */
    readonly goesOn: boolean;
}

/** Tells one creation from any other: what is repeated has the same. */
export function keyOf(
    wanted: Pick<Wanted, "urn" | "name" | "plan" | "bootMode" | "encrypted" | "kmsKeyArn">,
): string {
    const { urn, name, plan, bootMode, encrypted, kmsKeyArn } = wanted;
    return digestOfValue([urn, name, plan.contents, bootMode, encrypted, kmsKeyArn ?? null]);
}
