import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { createHash } from "node:crypto";
import { findArtifact } from "../../artifact/find";
import { digestOf, type Digest } from "../../artifact/digest";
import { inStore } from "../../artifact/failure";
import { storeLayout, type StoreLayout } from "../../artifact/layout";
import { stagingPath } from "../../artifact/staging";
import { addFile } from "../../artifact/store";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { exclusivelyFor } from "../job/exclusively";
import { download } from "./download";
import type { Location } from "./location";

/** The SHA-256 of a file of this machine. */
export async function sha256Of(
    location: { file: string; shown: string },
    signal: AbortSignal,
): Promise<string> {
    const hash = createHash("sha256");
    try {
        for await (const chunk of createReadStream(location.file, { signal })) hash.update(chunk as Buffer);
    } catch (error) {
        signal.throwIfAborted();
        throw unreadable(location.shown, error);
    }
    return hash.digest("hex");
}

/**
 * The path in the store of the file with this SHA-256. It is fetched when it is not there, by one at a time. `advice` is for
 * whoever gets another file from there.
 */
export async function fetchPrebuilt(
    call: Call<Settings>,
    location: Location,
    sha256: string,
    advice = setDigest,
): Promise<string> {
    const layout = storeLayout(call.settings.store);
    const find = () => findArtifact(layout, digestOf(sha256), { signal: call.signal });
    const present = await find();
    if (present !== undefined) return present;
    if ("file" in location) return copy(call, layout, location, sha256, advice);
    const lock = { name: `fetch-${sha256}`, waitsFor: "the same download" };
    return exclusivelyFor(call)(
        lock,
        async () =>
            (await find()) ??
            inStore(layout, () => downloadInto(call, layout, { ...location, advice }, sha256)),
    );
}

async function copy(
    call: Call<Settings>,
    layout: StoreLayout,
    location: { file: string; shown: string },
    sha256: string,
    advice: string,
): Promise<string> {
    // Looked at before it is copied, so that a wrong file leaves nothing.
    const found = await sha256Of(location, call.signal);
    if (found !== sha256) throw wrongDigest({ shown: location.shown, advice }, sha256, found, "path");
    const judge = (digest: Digest): void => {
        if (digest === digestOf(sha256)) return;
        throw new UserError(`${location.shown} changed while it was read. Run \`pulumi up\` again.`, {
            property: "path",
        });
    };
    return (await addFile(layout, location.file, { signal: call.signal, judge })).path;
}

async function downloadInto(
    call: Call<Settings>,
    layout: StoreLayout,
    location: { url: URL; shown: string; advice: string },
    sha256: string,
): Promise<string> {
    const staged = await stagingPath(layout);
    try {
        const found = await download({
            ...location,
            to: staged,
            signal: call.signal,
            onProgress: (received, total) => {
                call.progress.status(
                    `downloading: ${megabytes(received)}${total ? ` of ${megabytes(total)}` : ""} MB`,
                );
            },
        });
        if (found.sha256 !== sha256) throw wrongDigest(location, sha256, found.sha256, "sha256");
        return (await addFile(layout, staged, { signal: call.signal })).path;
    } finally {
        await rm(staged, { force: true });
    }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

const setDigest = "If the new file is the right one, set sha256 to its digest.";

function wrongDigest(
    { shown, advice }: { shown: string; advice: string },
    wanted: string,
    found: string,
    property: string,
): UserError {
    return new UserError(
        `${shown} has another digest than it should: sha256 is ${wanted}, the file's is ${found}. ` +
            `Nothing was kept. ${advice}`,
        { property },
    );
}

function unreadable(shown: string, error: unknown): UserError {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
        ENOENT: "there is no such file",
        EISDIR: "it is a folder; name the file in it",
        EACCES: "permission denied",
    };
    return new UserError(`${shown} cannot be read: ${reasons[code ?? ""] ?? message}.`, {
        property: "path",
        cause: error,
    });
}
