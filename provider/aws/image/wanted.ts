import { digestOfValue } from "../../canonical";
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
}

/**
 * Tells what is made from anything else: what is repeated has the same. The name makes no difference, as an automatic one is
 * drawn anew for each attempt.
 */
export function keyOf(wanted: Pick<Wanted, "urn" | "plan" | "bootMode" | "encrypted" | "kmsKeyArn">): string {
    const { urn, plan, bootMode, encrypted, kmsKeyArn } = wanted;
    return digestOfValue([urn, plan.contents, bootMode, encrypted, kmsKeyArn ?? null]);
}

/** For the snapshot of an image that is made of it: the two halves of a replacement may have the same key. */
export const tokenOf = (key: string, name: string): string => digestOfValue([key, name]);
