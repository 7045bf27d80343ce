import { digestOfValue } from "../../canonical";
import type { Artifact } from "../../artifact/artifact";

/** What AWS itself and this provider keep in tags. Users' own tags are all the others. */
const prefix = "pulumi-unikernel:";

export const mark = {
    /** The resource it was made for. */
    urn: `${prefix}urn`,
    /** What was to be made, whatever its name: a creation that is repeated has the same. */
    key: `${prefix}key`,
    /** The image on the disk, for an import. */
    image: `${prefix}image`,
    /** What is on the disk, arguments included. */
    contents: `${prefix}contents`,
    /** On what a program wants encrypted: an account may encrypt what no program does. */
    encrypted: `${prefix}encrypted`,
    /** On an image that is in no state yet. It goes when the creation has come to its end. */
    unfinished: `${prefix}unfinished`,
} as const;

export type Tags = Readonly<Record<string, string>>;

export const isOwn = (key: string): boolean => key.startsWith(prefix);

export const isReserved = (key: string): boolean => isOwn(key) || key.toLowerCase().startsWith("aws:");

/** Without those that this provider or AWS itself keeps. */
export function usersTags(tags: Tags): Record<string, string> {
    return Object.fromEntries(Object.entries(tags).filter(([key]) => !isReserved(key)));
}

/** In characters: what EBS takes as the value of a tag. */
const longestValue = 255;

/** A URN as the value of a tag. */
export function urnMark(urn: string): string {
    if (urn.length <= longestValue) return urn;
    const digest = digestOfValue(urn);
    return `${urn.slice(0, longestValue - digest.length - 1)}~${digest}`;
}

type Told = Pick<Artifact, "name" | "digest" | "size" | "target">;

/** What an import needs to know of the image on a disk. */
export function imageMark({ digest, size, target, name }: Told): string {
    return `${digest} ${size} ${target} ${name}`.slice(0, longestValue);
}

export function parseImageMark(text: string | undefined): Told | undefined {
    const found = /^(sha256:[0-9a-f]{64}) (\d+) (\S+) (.+)$/.exec(text ?? "");
    if (found === null) return undefined;
    const [, digest = "", size, target, name = ""] = found;
    return { digest, size: Number(size), target: target as Artifact["target"], name };
}

export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const tagsOf = (
    list: readonly { readonly Key?: string; readonly Value?: string }[] | undefined,
): Record<string, string> => Object.fromEntries((list ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
