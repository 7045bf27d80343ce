import { open, stat, type FileHandle } from "node:fs/promises";
import { UserError } from "../../protocol/errors";
import { malformed, type ByteSource } from "./source";

/** Opens a file to parse, gives its bytes and its handle to `use`, and closes it afterwards. */
export async function withFileSource<Result>(
    path: string,
    use: (source: ByteSource, file: FileHandle) => Promise<Result>,
): Promise<Result> {
    const file = await openRegular(path);
    try {
        const { size } = await file.stat();
        const read = async (offset: number, length: number): Promise<Buffer> => {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
            return buffer.subarray(0, bytesRead);
        };
        return await use({ name: path, size, read }, file);
    } finally {
        await file.close();
    }
}

/** Opening a pipe would wait for somebody to write to it. */
async function openRegular(path: string): Promise<FileHandle> {
    try {
        if ((await stat(path)).isFile()) return await open(path);
    } catch (error) {
        throw new UserError(`${path} cannot be read: ${explain(error)}.`, { cause: error });
    }
    throw malformed({ name: path }, "is not a file");
}

function explain(error: unknown): string {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return "there is no such file";
    if (code === "EACCES") return "permission denied";
    return message;
}
