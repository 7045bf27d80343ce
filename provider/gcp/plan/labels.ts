/** Labels that say whose an image is. All others are the program's. */
const ownLabels = { owner: "pulumi-unikernel-owner", unit: "pulumi-unikernel-unit" } as const;

export type Labels = Readonly<Record<string, string>>;

export interface Mark {
    /** Which resource it was made for. */
    readonly owner: string;
    /** Which of the resources that had or will have its name: passed on when one takes over another's image. */
    readonly unit: string;
}

export function withMark(labels: Labels = {}, { owner, unit }: Mark): Labels {
    return { ...labels, [ownLabels.owner]: owner, [ownLabels.unit]: unit };
}

export function withoutMark(labels: Labels = {}): Record<string, string> {
    const own: readonly string[] = Object.values(ownLabels);
    return Object.fromEntries(Object.entries(labels).filter(([name]) => !own.includes(name)));
}

export function markOf(labels: Labels = {}): Partial<Mark> {
    return { owner: labels[ownLabels.owner], unit: labels[ownLabels.unit] };
}

/** What GCE would refuse of a label, and its own rule. */
export function labelFailure(name: string, value: string): string | undefined {
    if (Object.values<string>(ownLabels).includes(name))
        return "this label is the provider's own: it says whose the image is";
    if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(name))
        return "a label's name has 1 to 63 lower-case letters, digits, dashes and underscores, a letter first";
    return /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value)
        ? undefined
        : "a label's value has at most 63 lower-case letters, digits, dashes and underscores";
}
