/** A failure that the user is told as it stands, without a stack trace. */
export class Failure extends Error {
    /**
     * @param {string} message
     * @param {number} [exitCode]
     */
    constructor(message, exitCode = 1) {
        super(message);
        this.exitCode = exitCode;
    }
}
