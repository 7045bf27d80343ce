import { createHash } from "node:crypto";
import { canonicalJson, digestOfValue } from "../../canonical";
import type { Call } from "../../protocol/resource";
import type { ImageInputs } from "../image";
import { content } from "./content";
import { featuresOf } from "./features";

/** Ten digits for what is in an image: two images of one name can be there at once while one replaces the other. */
export function contentKey(inputs: ImageInputs): string {
    const parts = content.map((name) => [name, filled(inputs[name])]);
    const { image, appliance } = inputs;
    return digestOfValue({
        ...Object.fromEntries(parts),
        ...{ image: image.digest, appliance, guestOsFeatures: otherFeatures(inputs) },
    }).slice(0, 10);
}

/** None of an appliance's features is not what it has by default. */
function otherFeatures({ kind = "appliance", guestOsFeatures }: ImageInputs): readonly string[] | null {
    const features = featuresOf(kind, guestOsFeatures);
    const isDefault = canonicalJson(features) === canonicalJson(featuresOf(kind, undefined));
    return isDefault ? null : features;
}

/** What is empty is the same as what is absent. */
function filled(value: unknown): unknown {
    return Array.isArray(value) && value.length === 0 ? null : (value ?? null);
}

type Owner = Pick<Call<never>, "name" | "urn">;

/** `web-3f9a8c21d0`, or `web-5e01c7-3f9a8c21d0` where the program does not say which name it is to be. */
export function imageName(inputs: ImageInputs, owner: Owner): string {
    return `${inputs.name ?? ownName(owner)}-${contentKey(inputs)}`;
}

/** Two stacks of one program make images of the same contents, for which one project has to have two names. */
function ownName({ name, urn }: Owner): string {
    return `${stem(name)}-${ownerOf(urn).slice(0, ownerDigits)}`;
}
const ownerDigits = 6;

/** What is left of a resource's name when GCE's rules are applied to it. */
export function stem(resourceName: string): string {
    const allowed = resourceName
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, "-")
        .replace(/^[^a-z]+/, "")
        .slice(0, longestName - 1 - ownerDigits)
        .replace(/-+$/, "");
    return allowed || "unikernel";
}

/** GCE's 63 characters, less the dash and the digits of the contents. */
export const longestName = 52;

/** Which resource something was made for, as a label: the same in every run. */
export function ownerOf(urn: string): string {
    return createHash("sha256").update(urn).digest("hex").slice(0, 32);
}

const folder = (owner: string): string => `pulumi-unikernel/${owner}/`;

/** Where the object of an image lies for as long as its making takes, and all that were left behind before. */
export function objectPrefix(urn: string): string {
    return folder(ownerOf(urn));
}

export function objectName(urn: string, image: string): string {
    return `${folder(ownerOf(urn))}${image}.tar.gz`;
}

/** The image whose making an object stands for. */
export function imageOfObject(object: string): string | undefined {
    return /\/([a-z][-a-z0-9]*)\.tar\.gz$/.exec(object)?.[1];
}

/** A UUID that follows from what is asked for: asked again, it is the same request. */
export function requestId(...parts: readonly string[]): string {
    const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
    const variant = ((parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
    const groups = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`];
    return [...groups, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
