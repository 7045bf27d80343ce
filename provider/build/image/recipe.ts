import { isAbsolute, relative } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { Architecture, Target, type Recipe } from "../../artifact/artifact";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs } from "../image";
import { Source } from "../source/types";
import type { Plan } from "./plan";
import { isOpen, withoutSecrets } from "./without-secrets";

/** How an image was made. Goes through states and stores, so it holds no secrets, and nothing of one machine. */
const ImageRecipe = z.object({
    urn: z.string(),
    /** Absent when it holds a secret. */
    source: Source.optional(),
    sourceHash: z.string(),
    ignore: z.array(z.string()),
    toolchain: z.enum(["mirage", "dune", "command"]),
    /** Absent when they hold a secret. */
    options: z.record(z.string(), z.json()).optional(),
    target: Target,
    arch: Architecture,
    strip: z.boolean(),
    /** Compressed, in base64. */
    lock: z.string().optional(),
    /** The environment variables that are not secret. Absent when none were set. */
    variables: z.record(z.string(), z.string()).optional(),
    /** The names of the others. */
    env: z.array(z.string()),
});
export type ImageRecipe = z.output<typeof ImageRecipe>;

export function recipeOf(
    { urn, redact }: Pick<Call<Settings>, "urn" | "redact">,
    { given, look, toolchain, target, arch, strip, lock, env }: Plan,
): z.output<typeof Recipe> {
    const { source, ignore } = given;
    const recipe: ImageRecipe = {
        ...{ urn, sourceHash: look.hash, ignore, target, arch, strip },
        source: isOpen(redact, source) ? portable(source) : undefined,
        toolchain: toolchain.name,
        options: withoutSecrets(redact, toolchain.options),
        lock: lock === undefined ? undefined : deflateRawSync(lock).toString("base64"),
        ...environment(redact, env),
    };
    // What is undefined is no JSON.
    return JSON.parse(JSON.stringify({ image: recipe })) as z.output<typeof Recipe>;
}

function environment(
    redact: Call<Settings>["redact"],
    env: Plan["env"],
): Pick<ImageRecipe, "variables" | "env"> {
    const entries = Object.entries(env);
    const open = entries.filter(([, value]) => isOpen(redact, value));
    const secret = entries.filter((entry) => !open.includes(entry));
    return {
        variables: open.length > 0 ? Object.fromEntries(open) : undefined,
        env: secret.map(([name]) => name).sort(),
    };
}

function portable(source: Source): Source {
    return typeof source === "string" ? portablePath(source) : { ...source, git: portablePath(source.git) };
}

/** Relative to the Pulumi project, which is in another place on another machine. */
export function portablePath(path: string): string {
    return isAbsolute(path) ? relative(process.cwd(), path) || "." : path;
}

export function parseRecipe(recipe: unknown): ImageRecipe | undefined {
    return z.object({ image: ImageRecipe }).safeParse(recipe).data?.image;
}

export function lockOf({ lock }: ImageRecipe): string | undefined {
    return lock === undefined ? undefined : inflateRawSync(Buffer.from(lock, "base64")).toString();
}

/** A recipe that tells where the source is, and all options. */
export type OpenRecipe = ImageRecipe & Required<Pick<ImageRecipe, "source" | "options">>;

export function isOpenRecipe(recipe: ImageRecipe): recipe is OpenRecipe {
    return recipe.source !== undefined && recipe.options !== undefined;
}

/** The inputs that make the same image, but for secrets, which a recipe does not hold. */
export function inputsOf(recipe: OpenRecipe): ImageInputs {
    const { source, ignore, toolchain, options, target, arch, strip, variables } = recipe;
    return {
        ...{ source, ignore, toolchain, target, arch, strip, [toolchain]: options },
        ...(variables ? { env: variables } : {}),
    };
}
