import type { Exit, ExitMeaning, Hypervisor } from "./hypervisor";

/** What the status means that a unikernel says it ends with. */
export const guestMeanings: Readonly<Record<number, string>> = {
    0: "it ended by itself",
    2: "an uncaught exception, or out of memory",
    63: "it showed its help",
    64: "it did not understand its arguments",
    255: "it aborted",
};

/** sed programs that print the status of a unikernel whose hypervisor is not told it. Solo5 and others print it last. */
export const lastStatus = String.raw`s/.*solo5_exit(\([0-9]*\)) called.*/\1/p;s/^exit status \([0-9]*\)$/\1/p`;
export const abortedStatus = "s/.*solo5_abort() called.*/255/p";

/**
 * What the ends of a guest mean whose hypervisor is not told its status: the console says it last. `ended` and `crashed` are
 * what the hypervisor has for the two ways to end, and `meanings` all that it has.
 */
export function endingsOf(
    { ended, crashed }: { readonly ended: number; readonly crashed: number },
    meanings: Readonly<Record<number, string>>,
): Pick<Hypervisor, "exitRules" | "explain"> {
    return {
        exitRules: () => ({
            success: [ended],
            permanent: [],
            verdicts: [
                { status: ended, sed: lastStatus },
                { status: crashed, sed: `${abortedStatus};${lastStatus}` },
            ],
        }),
        explain({ status, verdict }: Exit): ExitMeaning {
            const meaning = meanings[status] ?? "it reported a failure";
            if (verdict === undefined) return { status, reason: meaning };
            return { status: verdict, reason: guestMeanings[verdict] ?? meaning };
        },
    };
}
