import { UserError } from "../protocol/errors";

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = string;

const form = /^sha256:([0-9a-f]{64})$/;

export function digestOf(hex: string): Digest {
    return `sha256:${hex}`;
}

export function isDigest(text: string): boolean {
    return form.test(text);
}

/** The digits alone, which name the file in the store. */
export function hexOf(digest: Digest): string {
    const hex = form.exec(digest)?.[1];
    if (hex === undefined) {
        throw new UserError(
            `${JSON.stringify(digest)} is not a digest: it must be sha256: and 64 lower-case hexadecimal digits.`,
        );
    }
    return hex;
}
