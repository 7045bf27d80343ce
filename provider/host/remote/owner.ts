import { plain } from "./plain";

interface Owned {
    /** What tells an instance from any other of its name. */
    readonly unit: string;
}

/** The part of the owner line that stays the same when a resource is renamed. */
export function ownerMark({ unit }: Owned): string {
    return `# pulumi-unikernel ${unit}`;
}

/** The first line of whatever is made on a host: `# pulumi-unikernel 0123456789abcdef urn:pulumi:…`. */
export function ownerLine(owned: Owned & { readonly urn: string }): string {
    return `${ownerMark(owned)} ${markedAs(owned.urn)}`;
}

/** The URN as marks have it. */
export const markedAs = plain;

/** What an update has to set right where the marks on the host have the resource's name from before it was renamed. */
export function renameDrift(
    urn: string,
    { owner }: { readonly owner?: string },
): { readonly owner?: string } {
    if (owner === undefined || owner === markedAs(urn)) return {};
    return {
        owner: `its marks on the host are of its earlier name, ${owner}. They will be renewed while it is used`,
    };
}

export function ownerOf(line: string): { readonly unit: string; readonly urn: string } {
    return { unit: line.split(" ")[2] ?? "", urn: ownerIn(line) };
}

/** The URN in an owner line. */
export function ownerIn(line: string): string {
    return line.split(" ").slice(3).join(" ");
}
