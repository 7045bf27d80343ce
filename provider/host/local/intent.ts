import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../artifact/folder";
import type { StoreLayout } from "../../artifact/layout";
import { ownerState, ownMark } from "../../process/owner";
import { urnKey, type Owner } from "./owner";

/**
 * That an instance is being made, on record from before its first trace until its creation has been reported. When the
 * plugin dies in between, the engine knows nothing of it, and the resource's next creation has another name. So that
 * one looks here for what it has to clear away.
 */
export interface Intent extends Owner {
    readonly name: string;
}

export async function declareIntent(layout: StoreLayout, intent: Intent): Promise<void> {
    await makeFolder(folderOf(layout));
    await writeFile(fileOf(layout, intent), JSON.stringify({ ...intent, creator: await ownMark() }), {
        mode: 0o600,
    });
}

export async function fulfilIntent(layout: StoreLayout, intent: Owner): Promise<void> {
    await rm(fileOf(layout, intent), { force: true });
}

/** Those of this resource whose maker has died. */
export async function abandonedIntents(layout: StoreLayout, urn: string): Promise<Intent[]> {
    const names = await readdir(folderOf(layout)).catch(() => []);
    const own = names.filter((name) => name.startsWith(`${urnKey(urn)}.`));
    const found = await Promise.all(own.map((name) => abandoned(join(folderOf(layout), name))));
    return found.filter((intent) => intent !== undefined);
}

/** One that was not written to its end belongs to an instance of which nothing was made. */
async function abandoned(path: string): Promise<Intent | undefined> {
    try {
        const intent = JSON.parse(await readFile(path, "utf8")) as Intent & { creator: string };
        return (await ownerState(intent.creator)) === "dead" ? intent : undefined;
    } catch {
        return undefined;
    }
}

function folderOf(layout: StoreLayout): string {
    return join(layout.instances, ".creating");
}

function fileOf(layout: StoreLayout, { urn, unit }: Owner): string {
    return join(folderOf(layout), `${urnKey(urn)}.${unit}`);
}
