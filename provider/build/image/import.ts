import { buildsOf } from "../../artifact/builds";
import { isDigest } from "../../artifact/digest";
import { storeLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs, ImageOutputs } from "../image";
import { inputsOf, isOpenRecipe, parseRecipe } from "./recipe";
import { givenInputs } from "./remembered";

/** The image that a build on this machine made, by its digest. */
export async function importImage(
    { settings, progress }: Call<Settings>,
    id: string,
): Promise<State<ImageInputs, ImageOutputs>> {
    if (!isDigest(id)) {
        throw new UserError(
            `${JSON.stringify(id)} is no digest. An image is imported by the digest of its file: sha256: and 64 hexadecimal digits.`,
        );
    }
    const [latest] = await buildsOf(storeLayout(settings.store), id);
    const recipe = latest && parseRecipe(latest.record.inputs);
    if (latest === undefined || recipe === undefined) {
        throw new UserError(
            `No build that this machine remembers made ${id}. Import it on the machine that built it, ` +
                "or create it: the same source gives the same image.",
        );
    }
    if (!isOpenRecipe(recipe)) {
        const what = recipe.source === undefined ? "the address of its source" : "an option of its build";
        throw new UserError(
            `${id} cannot be imported: ${what} is secret, and not kept. Create it instead: the same source gives the same image.`,
        );
    }
    if (recipe.env.length > 0) progress.note(missingSecrets(recipe.env), "warning");
    const { artifact, lock, toolchainVersions, buildSeconds } = latest.record;
    const outputs = { artifact, toolchainVersions, buildSeconds, ...(lock === undefined ? {} : { lock }) };
    return { id, inputs: { ...inputsOf(recipe), ...givenInputs(latest.record) }, outputs };
}

function missingSecrets(names: readonly string[]): string {
    return (
        `The build had secret environment variables, whose values are not kept: ${names.join(", ")}. ` +
        "The next `pulumi up` sets them, and builds nothing when they are what they were."
    );
}
