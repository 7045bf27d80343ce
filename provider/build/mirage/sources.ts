import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sourceFolders } from "./lock-file";
import { runStage, type Session } from "./session";
import type { WarmState } from "./state";

const missingSources = async (workspace: string, lock: string): Promise<readonly string[]> => {
    const there = new Set(await readdir(join(workspace, "duniverse")).catch(() => []));
    return sourceFolders(lock).filter((folder) => !there.has(folder));
};

/** Fetches the sources of the lock's packages into `duniverse/`, unless they are there. */
export const pullSources = async (session: Session, lock: string, state: WarmState): Promise<void> => {
    const { request } = session;
    const wanted = createHash("sha256").update(lock).digest("hex");
    const isWarm = state.get("pulled") === wanted;
    if (isWarm && (await missingSources(request.workspace, lock)).length === 0) return;
    // A pull that is killed leaves half of the sources.
    await state.set("pulled", undefined);
    const result = await runStage(session, "pull", ["make", "pull"]);
    const missing = await missingSources(request.workspace, lock);
    if (missing.length > 0) {
        const list = missing.slice(0, 5).join(", ");
        request.fail("pull", `\`make pull\` said that all is well, but did not fetch ${list}.`, result);
    }
    await state.set("pulled", wanted);
};
