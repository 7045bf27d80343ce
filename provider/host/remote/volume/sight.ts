import { allOf, firstOf, type Answer } from "../answers";
import { ownerOf } from "../owner";
import type { VolumePlan } from "./plan";

/** What a look at a host has shown of a volume. */
export interface VolumeSight {
    readonly owner: { readonly unit: string; readonly urn: string };
    /** As they were recorded, for an import. */
    readonly inputs: string;
    /** Absent where it is not there. */
    readonly bytes?: number;
    /** What is free where its file is. */
    readonly freeBytes: number;
    /** In the script's words. */
    readonly alterations: readonly string[];
}

/** Pure. Nothing where there is no volume of ours. */
export function volumeSight(answers: readonly Answer[]): VolumeSight | undefined {
    const owner = firstOf(answers, "volume");
    if (owner === undefined) return undefined;
    const bytes = firstOf(answers, "bytes");
    return {
        owner: ownerOf(owner),
        inputs: firstOf(answers, "inputs") ?? "",
        bytes: bytes === undefined ? undefined : Number(bytes),
        freeBytes: Number(firstOf(answers, "free") ?? 0) * 1024,
        alterations: allOf(answers, "altered"),
    };
}

type Wanted = Pick<VolumePlan, "path" | "kind" | "bytes">;

/** Pure. What is not as it was made, in words, each a line. */
export function alterationsIn({ alterations, bytes }: VolumeSight, wanted: Wanted): string[] {
    const isSmaller = bytes !== undefined && wanted.bytes !== undefined && bytes < wanted.bytes;
    return [
        ...alterations.map((text) => alteration(text, wanted)),
        ...(isSmaller ? [`${wanted.path} has ${bytes} bytes instead of ${wanted.bytes}`] : []),
    ];
}

function alteration(text: string, { path, kind }: Wanted): string {
    const [word = "", detail = ""] = text.split(" ");
    switch (word) {
        case "unfinished":
            return "it was not finished";
        case "gone":
            return kind === "device" ? `${path} is gone` : `${path} is gone, with all that it held`;
        case "mode":
            return `${path} is open to others: its mode is ${detail}`;
        default:
            return text;
    }
}
