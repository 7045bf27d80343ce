import { listsOf, opamFields } from "./opam-file";

/**
 * A lock in a state carries, as a first line that opam would read as a comment, what it was solved for. A lock of the
 * user's own has no such line. opam-monorepo gets the file without it, byte for byte as it wrote it.
 */
const header = /^# pulumi-unikernel: solved for dependencies sha256:([0-9a-f]{64})\n/;

export interface Lock {
    /** The file as opam-monorepo wrote it. */
    readonly body: string;
    /** The digest of the dependencies it was solved for; absent in a lock of the user's own. */
    readonly solvedFor?: string;
}

export const parseLock = (text: string): Lock => {
    const match = header.exec(text);
    return match === null ? { body: text } : { body: text.slice(match[0].length), solvedFor: match[1] };
};

export const labelLock = (body: string, dependencies: string): string =>
    `# pulumi-unikernel: solved for dependencies sha256:${dependencies}\n${body}`;

export const isLock = (body: string): boolean => opamFields(body).has("x-opam-monorepo-version");

/** The folders below `duniverse/` that a pull of this lock makes. */
export const sourceFolders = (body: string): readonly string[] => {
    const [entries] = listsOf(opamFields(body).get("x-opam-monorepo-duniverse-dirs") ?? []);
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown) => {
        const folder: unknown = Array.isArray(entry) ? entry[1] : undefined;
        return typeof folder === "string" ? [folder] : [];
    });
};

/** The OCaml version a lock was solved for. */
export const lockedOcaml = (body: string): string | undefined => {
    const depends = opamFields(body).get("depends") ?? [];
    const at = depends.findIndex(({ kind, text }) => kind === "string" && text === "ocaml");
    return at < 0 ? undefined : depends.slice(at + 1, at + 5).find(({ kind }) => kind === "string")?.text;
};
