import { join } from "node:path";
import type { Artifact } from "../../artifact/artifact";
import { writeBuild, type BuildRecord } from "../../artifact/builds";
import { storeLayout } from "../../artifact/layout";
import { workspaceLock } from "../../artifact/lock-names";
import { pruneStoreIfDue } from "../../artifact/prune";
import type { Log } from "../../process/output/log";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { buildKey, workspaceKey } from "../image/key";
import type { Plan } from "../image/plan";
import { recipeOf } from "../image/recipe";
import { rememberedInputs } from "../image/remembered";
import { prepareWorkspace } from "../source/look";
import { openBuildLog } from "./build-log";
import { exclusivelyFor } from "./exclusively";
import { stageFailure } from "./failure";
import { finish } from "./finish";
import { recall } from "./recall";
import { withSlot } from "./slots";
import { stageRunner } from "./stage";

/**
 * Carries a plan out, or recalls what it made before. One build per key at a time, on this machine: whoever asks for the
 * same waits, and gets the same. One per workspace, and no more at once than the settings allow.
 */
export async function build(call: Call<Settings>, plan: Plan): Promise<BuildRecord> {
    const { settings, signal } = call;
    const key = buildKey(plan);
    const lock = { name: `build-${key}`, waitsFor: "the same build" };
    const record = await exclusivelyFor(call)(lock, async () => {
        const known = await recall(call, key);
        return known ?? buildInWorkspace(call, plan);
    });
    // Nobody waits for it. What is not removed now will be the next time.
    await pruneStoreIfDue(storeLayout(settings.store), settings.storeLimitMiB, signal).catch(() => undefined);
    return record;
}

function buildInWorkspace(call: Call<Settings>, plan: Plan): Promise<BuildRecord> {
    const { settings, signal, progress } = call;
    const workspace = workspaceKey(plan);
    const lock = { name: workspaceLock(workspace), waitsFor: "another build of this source" };
    return exclusivelyFor(call)(lock, () => {
        const onWait = (): void => {
            progress.status("waiting for a free processor core");
        };
        return withSlot({ limit: settings.parallel, signal, onWait }, () =>
            buildNow(call, plan, join(storeLayout(settings.store).workspaces, workspace)),
        );
    });
}

async function buildNow(call: Call<Settings>, plan: Plan, workspace: string): Promise<BuildRecord> {
    const layout = storeLayout(call.settings.store);
    const log = await openBuildLog(layout, call.name);
    try {
        const record = await carryOut(call, plan, workspace, log);
        await writeBuild(layout, buildKey(plan), record);
        // The next build is given this lock, and is the same build.
        if (record.lock !== undefined)
            await writeBuild(layout, buildKey({ ...plan, lock: record.lock }), record);
        return record;
    } finally {
        await log.close();
    }
}

async function carryOut(call: Call<Settings>, plan: Plan, workspace: string, log: Log): Promise<BuildRecord> {
    const { signal } = call;
    const layout = storeLayout(call.settings.store);
    call.progress.status("copying the source");
    await prepareWorkspace(plan.look, workspace, signal);
    const started = performance.now();
    const { toolchain, target, arch, lock, env } = plan;
    const outcome = await toolchain.build({
        ...{ workspace, target, arch, lock, signal },
        run: stageRunner({ call, workspace, env, log }),
        exclusively: exclusivelyFor(call),
        fail: stageFailure(log.path, call.redact),
    });
    const buildSeconds = Math.round((performance.now() - started) / 100) / 10;
    const made = await finish({ layout, workspace, plan, outcome, logPath: log.path, signal });
    const done = { ...plan, lock: outcome.lock };
    const recipe = recipeOf(call, done);
    const artifact: Artifact = { ...made, recipe };
    return {
        artifact,
        ...(outcome.lock === undefined ? {} : { lock: outcome.lock }),
        toolchainVersions: withoutSecretsIn(outcome.versions, call.redact),
        buildSeconds,
        inputs: rememberedInputs(call, done),
        builtAt: new Date().toISOString(),
    };
}

/** A tool that says no version is on record with all that it said. */
function withoutSecretsIn(
    versions: Readonly<Record<string, string>>,
    redact: (text: string) => string,
): Record<string, string> {
    return Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, redact(version)]));
}
