import { constants } from "node:os";

/** `SIGTERM` for 143: a shell reports the end by a signal as 128 and the signal's number. */
function signalIn(status: number): string | undefined {
    if (status <= 128) return undefined;
    const names = Object.entries(constants.signals);
    return names.find(([, number]) => number === status - 128)?.[0];
}

/** What a status means on any hypervisor, or its bare number. */
export function describeStatus(status: number): string {
    if (status === 0) return "it ended by itself";
    if (status === 126) return "the program could not be executed";
    if (status === 127) return "the program was not found";
    const signal = signalIn(status);
    return signal ? `it was ended by ${signal}` : "it reported a failure";
}
