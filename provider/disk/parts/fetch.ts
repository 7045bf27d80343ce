import { readFile } from "node:fs/promises";
import { digestOf } from "../../artifact/digest";
import { findArtifact } from "../../artifact/find";
import { storeLayout } from "../../artifact/layout";
import { fetchPrebuilt } from "../../build/prebuilt/fetch";
import { locationOf } from "../../build/prebuilt/location";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { aptSources, fetchWithApt } from "./apt";
import type { LockedPackage } from "./lock";

/** The bytes of a package, whose SHA-256 is the lock's: from the store, from this machine's apt sources, or from the mirror of the configuration. */
export async function packageBytes(call: Call<Settings>, locked: LockedPackage): Promise<Buffer> {
    const layout = storeLayout(call.settings.store);
    const kept = await findArtifact(layout, digestOf(locked.sha256), { signal: call.signal });
    return readFile(kept ?? (await fetchPackage(call, locked)));
}

async function fetchPackage(call: Call<Settings>, locked: LockedPackage): Promise<string> {
    call.progress.status(`fetching ${locked.package} ${locked.version}`);
    const { appliance = {} } = call.settings;
    if (appliance.mirror !== undefined) {
        const url = mirrorUrl(appliance.mirror, appliance.snapshot, locked.path);
        return fetchFromMirror(call, url, locked);
    }
    const fetched = await fetchWithApt(call, locked);
    if ("path" in fetched) return fetched.path;
    throw notToBeHad(locked, `${fetched.reason}. Name a mirror that has it`);
}

/** Why this machine can fetch no package at all, as far as is known without asking any server; nothing when it can. */
export async function whyNoPackages(call: Call<Settings>): Promise<string | undefined> {
    if (call.settings.appliance?.mirror !== undefined) return undefined;
    const sources = await aptSources(call);
    return "reason" in sources ? `${sources.reason}. Name a mirror of Debian ${remedy}` : undefined;
}

async function fetchFromMirror(call: Call<Settings>, url: string, locked: LockedPackage): Promise<string> {
    try {
        return await fetchPrebuilt(
            call,
            locationOf({ url }),
            locked.sha256,
            "The mirror is not what it should be.",
        );
    } catch (error) {
        // What goes wrong with the mirror is said of a property; what goes wrong here is not.
        if (!(error instanceof UserError) || error.property === undefined) throw error;
        throw notToBeHad(locked, `${error.message} Name a mirror that has it`, error);
    }
}

const remedy =
    "with `pulumi config set --path unikernel:appliance.mirror URL`, of a snapshot archive together with " +
    "`unikernel:appliance.snapshot`";

function notToBeHad(locked: LockedPackage, reason: string, cause?: unknown): UserError {
    return new UserError(
        `The appliance's part ${locked.package} ${locked.version} cannot be had: ${reason} ${remedy}` +
            "; or lock newer versions, and name that lock as `unikernel:appliance.lock`.",
        { cause },
    );
}

/** An archive of snapshots has the time behind the archive's name: `…/debian/20260101T000000Z/pool/…`. */
export function mirrorUrl(mirror: string, snapshot: string | undefined, path: string): string {
    const [archive = "", ...below] = path.split("/");
    const steps = [archive, ...(snapshot === undefined ? [] : [snapshot]), ...below];
    return [mirror.replace(/\/+$/, ""), ...steps.map(encodeURIComponent)].join("/");
}
