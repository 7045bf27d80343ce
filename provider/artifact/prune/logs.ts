import { join } from "node:path";
import type { StoreLayout } from "../layout";
import { removeTree } from "../remove-tree";
import type { StoreEntry } from "./entry";
import { measure, namesIn } from "./measure";

export async function logEntries(layout: StoreLayout): Promise<StoreEntry[]> {
    const names = await namesIn(layout.logs);
    return Promise.all(names.map((name) => entryOf(join(layout.logs, name))));
}

async function entryOf(path: string): Promise<StoreEntry> {
    const { bytes, changedAt } = await measure(path);
    const remove = async (): Promise<boolean> => {
        await removeTree(path);
        return true;
    };
    return { path, bytes, usedAt: changedAt, remove };
}
