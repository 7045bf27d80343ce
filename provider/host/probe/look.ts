import type { InstanceInputs } from "../inputs";
import { lookOnChange } from "../local/changes";
import type { InstanceFolder } from "../local/folder";
import { followConsole } from "../local/follow";
import { parseGuest, readRecord } from "../local/records";
import { untilPassed, type Answer, type Attempt } from "./attempts";
import { httpAttempt } from "./http";
import { icmpAttempt } from "./icmp";
import { scheduleOf } from "./schedule";
import type { Probe } from "./schema";
import { authorityOf, pingTarget, probeTarget } from "./target";
import { tcpAttempt } from "./tcp";

/** Probes an instance until it passes or the signal aborts. */
export async function look(
    folder: InstanceFolder,
    probe: Probe,
    { networks, signal }: { readonly networks: InstanceInputs["networks"]; readonly signal: AbortSignal },
): Promise<Answer> {
    if (probe.console !== undefined) return lookForLine(folder, new RegExp(probe.console), signal);
    return untilPassed(attemptOf(probe, networks), scheduleOf(probe), signal);
}

function attemptOf(probe: Probe, networks: InstanceInputs["networks"] = {}): Attempt {
    const { http } = probe;
    if (http?.url !== undefined) return httpAttempt({ ...http, url: http.url });
    if (probe.icmp !== undefined) {
        const pinged = pingTarget(probe, networks);
        if (pinged.problem !== undefined) throw new Error(pinged.problem);
        return icmpAttempt(pinged.address);
    }
    const target = probeTarget(probe, networks);
    if (target.problem !== undefined) throw new Error(target.problem);
    if (http === undefined) return tcpAttempt(target);
    return httpAttempt({ ...http, url: new URL(http.path ?? "/", `http://${authorityOf(target)}`).href });
}

/** What an earlier start left on the console does not count. */
async function lookForLine(folder: InstanceFolder, pattern: RegExp, signal: AbortSignal): Promise<Answer> {
    const guest = await readRecord(folder.guest, parseGuest);
    const found = { line: false };
    const follower = followConsole(folder.console, guest?.consoleOffset ?? 0, (line) => {
        found.line ||= pattern.test(line);
    });
    const read = async (): Promise<boolean> => {
        await follower.read();
        return found.line;
    };
    await lookOnChange(folder.path, read, signal);
    // The last line may have come together with the end.
    const passed = await read();
    return passed ? { passed } : { passed, lastProblem: `no line of the console matches ${pattern.source}` };
}
