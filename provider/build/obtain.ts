import { z } from "zod";
import type { Artifact } from "../artifact/artifact";
import type { BuildRecord } from "../artifact/builds";
import { findArtifact } from "../artifact/find";
import { storeLayout } from "../artifact/layout";
import { artifactFile } from "../artifact/store";
import { UserError } from "../protocol/errors";
import type { Call } from "../protocol/resource";
import type { Settings } from "../settings";
import { planBuild, type Plan } from "./image/plan";
import {
    inputsOf,
    isOpenRecipe,
    lockOf,
    parseRecipe,
    type ImageRecipe,
    type OpenRecipe,
} from "./image/recipe";
import { build } from "./job/build";
import { fetchPrebuilt } from "./prebuilt/fetch";
import { locationOf } from "./prebuilt/location";

const PrebuiltRecipe = z.object({
    prebuilt: z.object({
        path: z.string().optional(),
        url: z.string().optional(),
        sha256: z.string(),
    }),
});

/**
 * The path of an artifact's file, verified. When this machine's store does not have it, since another machine made it or
 * it was pruned, it is made again: the same bytes, or it is an error that says what to run.
 */
export async function obtainArtifact(call: Call<Settings>, artifact: Artifact): Promise<string> {
    const { settings, signal, progress } = call;
    const onDamaged = (message: string): void => {
        progress.note(`${message} It is made again.`, "warning");
    };
    const present = await findArtifact(storeLayout(settings.store), artifact.digest, { signal, onDamaged });
    if (present !== undefined) return present;
    const prebuilt = PrebuiltRecipe.safeParse(artifact.recipe).data?.prebuilt;
    if (prebuilt) return fetchAgain(call, artifact, prebuilt);
    const recipe = parseRecipe(artifact.recipe);
    if (recipe) return rebuild(call, artifact, recipe);
    throw unobtainable(
        call,
        artifact,
        "it does not say how it was made",
        "Run `pulumi up --replace URN` with the URN of the image's own resource; `pulumi stack --show-urns` lists them.",
    );
}

type PrebuiltRecipe = z.output<typeof PrebuiltRecipe>["prebuilt"];

function fetchAgain(call: Call<Settings>, artifact: Artifact, prebuilt: PrebuiltRecipe): Promise<string> {
    return orUnobtainable(call, artifact, () => fetchPrebuilt(call, locationOf(prebuilt), prebuilt.sha256));
}

async function rebuild(call: Call<Settings>, artifact: Artifact, recipe: ImageRecipe): Promise<string> {
    const secret = whatIsSecret(recipe);
    if (secret || !isOpenRecipe(recipe)) {
        const reason = `its recipe lacks ${secret ?? "the address of its source"}, which is secret`;
        throw unobtainable(call, artifact, reason, anew(recipe));
    }
    const plan = await planAgain(call, artifact, recipe);
    const { digest } = (await buildAgain(call, artifact, plan, recipe)).artifact;
    if (digest === artifact.digest) return artifactFile(storeLayout(call.settings.store), digest);
    const reason = `the same source builds to ${digest} here: the tools are of other versions, or the build is not repeatable`;
    throw unobtainable(call, artifact, reason, `${anew(recipe)} What uses the image is replaced then.`);
}

/** Works whatever the reason: the image's own resource has its secrets from the program, and may come to other bytes. */
function anew({ urn }: ImageRecipe): string {
    return `Run \`pulumi up --replace '${urn}'\`, which builds it on this machine.`;
}

function whatIsSecret({ env, options, toolchain }: ImageRecipe): string | undefined {
    if (env.length > 0)
        return `the value${env.length > 1 ? "s" : ""} of the environment variable${env.length > 1 ? "s" : ""} ${env.join(", ")}`;
    return options === undefined ? `options of ${toolchain}` : undefined;
}

async function planAgain(call: Call<Settings>, artifact: Artifact, recipe: OpenRecipe): Promise<Plan> {
    const inputs = { ...inputsOf(recipe), sourceHash: recipe.sourceHash };
    const plan = await orUnobtainable(call, artifact, () => planBuild(call, inputs, lockOf(recipe)));
    if (plan.look.hash === recipe.sourceHash) return plan;
    const change = plan.look.describeChange(recipe.sourceHash);
    throw unobtainable(
        call,
        artifact,
        `its source has changed since it was built${change ? ` (${change})` : ""}`,
        `Run \`pulumi up\` without \`--target\`, or with \`--target '${recipe.urn}'\` too, to build it from the source as it is.`,
    );
}

function buildAgain(
    call: Call<Settings>,
    artifact: Artifact,
    plan: Plan,
    { urn }: ImageRecipe,
): Promise<BuildRecord> {
    // What is on record of the build is the image's, whoever it is made for.
    return orUnobtainable(call, artifact, () => build({ ...call, urn }, plan));
}

/** What is wrong with a property of the image is not wrong with a property of what uses it. */
async function orUnobtainable<Result>(
    call: Call<Settings>,
    artifact: Artifact,
    action: () => Promise<Result>,
): Promise<Result> {
    try {
        return await action();
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const message =
            `${absent(call, artifact)}. Making it again failed: ${withStop(error.message)}` +
            "When that is mended, run `pulumi up` again.";
        throw new UserError(message, { logPath: error.logPath, cause: error });
    }
}

/** A tool's last lines may be at the end of a message: then the advice has a line of its own. */
function withStop(message: string): string {
    if (message.includes("\n")) return `${message}\n`;
    return /[.!?]$/.test(message) ? `${message} ` : `${message}. `;
}

function unobtainable(call: Call<Settings>, artifact: Artifact, reason: string, advice: string): UserError {
    return new UserError(`${absent(call, artifact)}, and cannot be made again: ${reason}. ${advice}`);
}

function absent({ settings }: Call<Settings>, { name, digest }: Artifact): string {
    return `The image ${name} (${digest}) is not in this machine's store ${settings.store}`;
}
