import { buildsOf } from "../../artifact/builds";
import { isDigest } from "../../artifact/digest";
import { storeLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs, ImageOutputs } from "../image";
import { inputsOf, isOpenRecipe, parseRecipe } from "./recipe";

/** The image that a build on this machine made, by its digest. */
export async function importImage(
    { settings }: Call<Settings>,
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
        throw new UserError(
            `The address of what ${id} was built from is secret, and not kept. Create it instead: the same source gives the same image.`,
        );
    }
    const { artifact, lock, toolchainVersions, buildSeconds } = latest.record;
    const outputs = { artifact, toolchainVersions, buildSeconds, ...(lock === undefined ? {} : { lock }) };
    return { id, inputs: inputsOf(recipe), outputs };
}
