import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookOnChange } from "../../../../provider/host/local/changes";
import { conditionOf, type Condition } from "../../../../provider/host/local/condition";
import { guestEnvironment } from "../../../../provider/host/local/environment";
import { filesIn, type InstanceFolder } from "../../../../provider/host/local/folder";
import { launch } from "../../../../provider/host/local/launch";
import type { Policy } from "../../../../provider/host/local/policy";
import { stop } from "../../../../provider/host/local/stop";

export const unit = "0123456789abcdef";

export const policy: Policy = {
    restart: "no",
    limit: 3,
    steadySeconds: 60,
    graceSeconds: 30,
    consoleBytes: 1024 * 1024,
    exit: { success: [0], permanent: [64], verdicts: [] },
};

export interface Supervised {
    readonly folder: InstanceFolder;
    run(script: string, more?: { policy?: Partial<Policy>; env?: Record<string, string> }): Promise<void>;
    /** Resolves when the instance is in a condition that fits. */
    until(fits: (condition: Condition) => boolean): Promise<Condition>;
    /** Resolves when the console has this text. */
    untilSaid(text: string): Promise<string>;
    console(): Promise<string>;
    end(): Promise<void>;
}

/** A folder of a test's own, in which shell scripts stand for hypervisors. */
export async function supervised(): Promise<Supervised> {
    const folder = filesIn(await mkdtemp(join(tmpdir(), "unikernel-supervised-")));
    const console = (): Promise<string> => readFile(folder.console, "utf8");
    const whenever = async (look: () => Promise<boolean>): Promise<void> => {
        await lookOnChange(folder.path, look, new AbortController().signal);
    };
    return {
        folder,
        console,
        run: (script, more = {}) =>
            launch(folder, {
                argv: ["/bin/sh", "-c", script],
                env: guestEnvironment(unit, more.env),
                policy: { ...policy, ...more.policy },
            }),
        async until(fits) {
            let found: Condition = { state: "gone" };
            await whenever(async () => {
                found = await conditionOf(folder);
                return fits(found);
            });
            return found;
        },
        async untilSaid(text) {
            let said = "";
            await whenever(async () => (said = await console()).includes(text));
            return said;
        },
        async end() {
            await stop(folder, unit, 0);
            await rm(folder.path, { recursive: true, force: true });
        },
    };
}

export const hasExited = ({ state }: Condition): boolean => state === "exited";
