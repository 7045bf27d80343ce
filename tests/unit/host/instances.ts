import { readdir } from "node:fs/promises";
import type { InstanceInputs } from "../../../provider/host/inputs";
import { tearDown } from "../../../provider/host/lifecycle/tear-down";
import { instanceFolder } from "../../../provider/host/local/folder";
import { ownerOf } from "../../../provider/host/local/owner";
import type { Artifact } from "../../../provider/artifact/artifact";
import type { StoreLayout } from "../../../provider/artifact/layout";

/** Ends whatever a test has left running. */
export async function tearDownAll(layout: StoreLayout): Promise<void> {
    const names = await readdir(layout.instances).catch(() => []);
    for (const name of names) {
        const owner = await ownerOf(instanceFolder(layout, name));
        if (owner) await tearDown(layout, { ...owner, name }, 0);
    }
}

/** Inputs as Check leaves them. */
export function inputsOf(image: Artifact, more: Partial<InstanceInputs> = {}): InstanceInputs {
    return { image, ...more };
}
