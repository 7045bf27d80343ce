import { UserError } from "../../protocol/errors";

/** A host that will not do what a script asks, by its name, and what the script said after the word. */
interface Refusal {
    readonly host: string;
    readonly detail: string;
}

interface Row<Subject> {
    readonly property?: string;
    readonly reason: (refusal: Refusal & Subject) => string;
}

/** By the word in which a script says why it will not do it. */
export type Rows<Subject> = Readonly<Record<string, Row<Subject>>>;

/** Pure. */
export function refusal<Subject>(
    rows: Rows<Subject>,
    { name: host }: { readonly name: string },
    refused: string,
    subject: Subject,
): UserError {
    const [word = "", ...rest] = refused.split(" ");
    const row = rows[word];
    if (row === undefined) return new UserError(`${host} refused: ${refused}`);
    const { property } = row;
    return new UserError(row.reason({ ...subject, host, detail: rest.join(" ") }), { property });
}
