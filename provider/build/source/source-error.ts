import { UserError } from "../../protocol/errors";

/** A failure to be shown at the `source` property. */
export function sourceError(message: string, cause?: unknown): UserError {
    return new UserError(message, { property: "source", cause });
}

const reasons: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EIO: "the disk reports an input/output error",
    ELOOP: "its symlinks point at each other",
    EMFILE: "too many open files",
    ENAMETOOLONG: "its name is too long",
    ENOENT: "it vanished while the source was being read",
    ENOSPC: "no space left on the device",
    EROFS: "the file system is read-only",
};

/** What the operating system's error means, with its code for those who look it up. */
export function systemReason(error: unknown): string {
    const code = errorCode(error);
    if (code === undefined) return String(error);
    const reason = reasons[code];
    return reason === undefined ? code : `${reason} (${code})`;
}

/** Of an error of the operating system: `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
    const { code } = error as { code?: unknown };
    return typeof code === "string" ? code : undefined;
}
