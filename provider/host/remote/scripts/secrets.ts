import { octal } from "./octal";

/** A file of an instance's folder that a device of its is filled from. */
export interface SecretFile {
    readonly file: string;
    readonly bytes: Uint8Array;
}

/** Written by the shell itself, as data, and no program's argument. */
export function secretScript(secrets: readonly SecretFile[]): string {
    return secrets.map((_secret, index) => write(index)).join("");
}

const write = (index: number): string => `
(umask 077 && printf %b "$secret_${index}" >"$folder/$secret_file_${index}.new")
mv -f "$folder/$secret_file_${index}.new" "$folder/$secret_file_${index}"
`;

/** The instance's user needs a way through the folder to them; what else is there is root's alone. */
export function secretValues(secrets: readonly SecretFile[]): Readonly<Record<string, string>> {
    const each = secrets.flatMap(({ file, bytes }, index) => [
        [`secret_${index}`, octal(bytes)] as const,
        [`secret_file_${index}`, file] as const,
    ]);
    return { ...Object.fromEntries(each), folder_mode: secrets.length > 0 ? "0711" : "0700" };
}
