import { z } from "zod";
import type { BuildRecord } from "../../artifact/builds";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs } from "../image";
import type { Plan } from "./plan";
import { portablePath, recipeOf } from "./recipe";
import { withoutSecrets } from "./without-secrets";

/**
 * What a program gives and no rebuild needs, for an import. It is on record of a build, and no part of the recipe: that
 * goes to whatever uses the image, for which a new trigger that makes the same file is no change.
 */
const Given = z.object({
    lock: z.object({ file: z.string(), sha256: z.string().optional() }).optional(),
    relock: z.string().optional(),
    triggers: z.array(z.json()).optional(),
    /** The program's own name for the contents of the source. */
    sourceHash: z.string().optional(),
});
type Given = z.output<typeof Given>;

/** All that is on record of a build's inputs: how to make it again, and how the program asks for it. */
export function rememberedInputs(
    call: Pick<Call<Settings>, "urn" | "redact">,
    plan: Plan,
): BuildRecord["inputs"] {
    const { lock, relock, triggers, sourceHash } = plan.given;
    const given = {
        lock: lock && { ...lock, file: portablePath(lock.file) },
        ...{ relock, triggers },
        sourceHash: sourceHash === plan.look.hash ? undefined : sourceHash,
    };
    const open = Object.entries(given).filter(
        ([, value]) => withoutSecrets(call.redact, value) !== undefined,
    );
    return { ...recipeOf(call, plan), given: Given.parse(Object.fromEntries(open)) };
}

export function givenInputs({ inputs }: BuildRecord): Pick<ImageInputs, keyof Given> {
    return Given.catch({}).parse(inputs.given);
}
