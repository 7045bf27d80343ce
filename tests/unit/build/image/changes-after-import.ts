import { expect } from "@jest/globals";
import type { ImageInputs } from "../../../../provider/build/image";
import { canonicalJson } from "../../../../provider/canonical";
import { diffImage } from "../../../../provider/build/image/diff";
import { imageLifecycle } from "../../../../provider/build/image/lifecycle";
import type { Call } from "../../../../provider/protocol/resource";
import type { Settings } from "../../../../provider/settings";
import { checked, create } from "./world";

/** Imports what the program makes, and answers which properties the next preview would show as changed. */
export async function changesAfterImport(
    call: Call<Settings>,
    given: Partial<ImageInputs>,
): Promise<string[]> {
    const { outputs } = await create(call, given);
    const { digest } = outputs.artifact;
    const imported = await imageLifecycle.read(call, { id: digest });
    if (imported === undefined) throw new Error("nothing was found");
    expect(imported.id).toBe(digest);
    expect(imported.outputs).toEqual(outputs);

    const inputs = await checked(call, given, imported.inputs);
    const names = Object.keys({ ...inputs, ...imported.inputs }) as (keyof ImageInputs)[];
    const changed = new Set(
        names.filter((name) => canonicalJson(inputs[name]) !== canonicalJson(imported.inputs[name])),
    );
    const { unchanged = [] } = diffImage({ state: imported, inputs, unknowns: new Set(), changed });
    return [...changed].filter((name) => !unchanged.includes(name));
}
