import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { makeFolder } from "../../artifact/folder";
import type { StoreLayout } from "../../artifact/layout";
import { stagingPath } from "../../artifact/staging";
import { UserError } from "../../protocol/errors";
import type { InstanceInputs } from "../inputs";
import { filesIn, instanceFolder, type InstanceFolder } from "./folder";
import { ownerOf, type Owner } from "./owner";

export interface Claim {
    readonly name: string;
    readonly owner: Owner;
    readonly inputs: InstanceInputs;
}

/**
 * Makes the instance's folder, whole, in one step. Answers with whoever has it already, when someone does.
 */
export async function claim(
    layout: StoreLayout,
    { name, owner, inputs }: Claim,
): Promise<{ folder: InstanceFolder; taken?: Owner }> {
    const staged = filesIn(await stagingPath(layout));
    const folder = instanceFolder(layout, name);
    await mkdir(staged.path, { mode: 0o700 });
    try {
        await writeFile(staged.owner, JSON.stringify(owner), { mode: 0o600 });
        await writeFile(staged.specification, JSON.stringify(inputs), { mode: 0o600 });
        await writeFile(staged.digest, `${inputs.image.digest}\n`, { mode: 0o600 });
        await makeFolder(layout.instances);
        await rename(staged.path, folder.path);
        return { folder };
    } catch (error) {
        await rm(staged.path, { recursive: true, force: true });
        if (!isOccupied(error)) throw error;
        const taken = await ownerOf(folder);
        if (taken === undefined)
            throw new UserError(`${folder.path} is in the way: it is not an instance's folder. Remove it.`);
        return { folder, taken };
    }
}

function isOccupied(error: unknown): boolean {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOTDIR";
}

/** Moved out of sight first, so that no half of it is ever taken for an instance. */
export async function removeFolder(layout: StoreLayout, folder: InstanceFolder): Promise<void> {
    const aside = await stagingPath(layout);
    try {
        await rename(folder.path, aside);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
        throw error;
    }
    await rm(aside, { recursive: true, force: true });
}
