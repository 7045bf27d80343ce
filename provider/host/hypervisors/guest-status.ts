/** What the status means that a unikernel says it ends with. */
export const guestMeanings: Readonly<Record<number, string>> = {
    0: "it ended by itself",
    2: "an uncaught exception, or out of memory",
    63: "it showed its help",
    64: "it did not understand its arguments",
    255: "it aborted",
};
