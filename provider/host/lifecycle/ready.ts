import { stat } from "node:fs/promises";
import { timeoutSignal } from "../../process/timeout";
import type { InstanceInputs } from "../inputs";
import { lookOnChange } from "../local/changes";
import { conditionOf } from "../local/condition";
import type { InstanceFolder } from "../local/folder";
import { look } from "../probe/look";
import { scheduleOf } from "../probe/schedule";
import type { Shown } from "./problem";

export interface Sight extends Shown {
    /** From the start of the hypervisor until its probe passed. */
    readonly bootSeconds?: number;
}

/** Without a probe, still to run after so long is to be ready: most of what goes wrong at a start has by then. */
const settleMs = 300;

/** Waits until an instance that was started is ready, has ended for good, or has had its time. */
export async function awaitReady(
    folder: InstanceFolder,
    { probe, networks }: Pick<InstanceInputs, "probe" | "networks">,
    signal: AbortSignal,
): Promise<Sight> {
    const time = timeoutSignal(probe ? scheduleOf(probe).deadlineMs : settleMs);
    const over = new AbortController();
    const waiting = AbortSignal.any([signal, time, over.signal]);
    const end = lookOnChange(folder.path, () => hasEnded(folder), waiting).then(() => {
        over.abort();
    });
    const answer = probe && (await look(folder, probe, { networks, signal: waiting }));
    const bootSeconds = answer?.passed ? await secondsSinceStart(folder) : undefined;
    if (probe) over.abort();
    await end;
    signal.throwIfAborted();
    return { condition: await conditionOf(folder), answer, bootSeconds };
}

async function hasEnded(folder: InstanceFolder): Promise<boolean> {
    const { state } = await conditionOf(folder);
    return state === "exited" || state === "gone";
}

async function secondsSinceStart({ guest }: InstanceFolder): Promise<number> {
    const { mtimeMs } = await stat(guest);
    return Math.max(0, Math.round(Date.now() - mtimeMs) / 1000);
}
