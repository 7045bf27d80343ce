import { findArtifact } from "../../artifact/find";
import { storeLayout } from "../../artifact/layout";
import type { Call, PreviewRequest } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs, ImageOutputs } from "../image";
import { imageName } from "../plan/names";
import type { World } from "./create";
import { linkOf } from "./outputs";

type Request = PreviewRequest<ImageInputs, ImageOutputs>;

/** What is known before anything is done. Says how much would be uploaded. */
export async function preview(
    call: Call<Settings>,
    request: Request,
    world: World,
): Promise<Partial<ImageOutputs>> {
    const { inputs, unknowns, previous } = request;
    if (previous) return { ...previous.outputs, altered: undefined };
    if (!isComplete(inputs) || naming.some((name) => unknowns.has(name))) return {};
    await announce(call, inputs, world);
    const { project } = inputs;
    const name = imageName(inputs, call.name);
    return {
        imageName: name,
        altered: undefined,
        diskSizeGb: inputs.sizeGiB ?? 1,
        ...(project === undefined ? {} : { selfLink: linkOf(project, name) }),
    };
}

const naming = ["image", "name", "kind", "args", "sizeGiB", "guestOsFeatures", "storageLocations"] as const;

const isComplete = (inputs: Partial<ImageInputs>): inputs is ImageInputs =>
    inputs.image !== undefined && inputs.bucket !== undefined;

/** An appliance's parts may have to be fetched first, which a preview does not do. */
async function announce(call: Call<Settings>, inputs: ImageInputs, { disk }: World): Promise<void> {
    const { image, kind, bucket } = inputs;
    const where = storeLayout(call.settings.store);
    const isHere = await findArtifact(where, image.digest, {
        signal: call.signal,
        onDamaged: () => undefined,
    });
    if (isHere === undefined) return;
    const sizes = { disk: `${inputs.sizeGiB ?? 1} GiB`, image: mebibytes(image.size) };
    if (kind !== "native") {
        call.progress.note(
            `A disk of ${sizes.disk} with ${image.name} (${sizes.image} MiB) and its appliance would be uploaded to gs://${bucket}, compressed.`,
        );
        return;
    }
    let bytes = 0;
    for (const extent of (await disk(call, inputs)).extents()) bytes += extent.bytes.length;
    call.progress.note(
        `${mebibytes(bytes)} MiB of a disk of ${sizes.disk} would be uploaded to gs://${bucket}, compressed.`,
    );
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
