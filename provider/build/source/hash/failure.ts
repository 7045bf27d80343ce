/** A file that could not be hashed. Its cause is the operating system's error. */
export class HashFailure extends Error {
    override readonly name = "HashFailure";

    constructor(
        readonly path: string,
        cause: unknown,
    ) {
        super(`${path} cannot be hashed`, { cause });
    }
}
