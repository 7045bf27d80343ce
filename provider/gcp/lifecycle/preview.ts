import { sparseArchive, type DiskImage } from "../../disk";
import type { Call, PreviewRequest, Unknowns } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs, ImageOutputs } from "../image";
import { content } from "../plan/content";
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
    if (!isComplete(inputs, unknowns)) {
        const first = inputs.image === undefined ? "the image is built" : "all that is on the disk is known";
        call.progress.note(`to be uploaded${to(inputs)}; how much is not known before ${first}`);
        return {};
    }
    const found = await world.diskAtHand(call, inputs);
    const disk = "disk" in found ? found.disk : undefined;
    const size =
        "disk" in found ? `: ${await sizeOf(found.disk)}` : `; how much is not known ${found.missing}`;
    call.progress.note(`to be uploaded${to(inputs)}${size}`);
    const { project } = inputs;
    const name = imageName(inputs, call);
    const diskSizeGb = disk === undefined ? inputs.sizeGiB : disk.size / 2 ** 30;
    return {
        imageName: name,
        altered: undefined,
        ...(diskSizeGb === undefined ? {} : { diskSizeGb }),
        ...(project === undefined ? {} : { selfLink: linkOf(project, name) }),
    };
}

const naming = [...content, "name"] as const;

const isComplete = (inputs: Partial<ImageInputs>, unknowns: Unknowns): inputs is ImageInputs =>
    inputs.image !== undefined && !naming.some((name) => unknowns.has(name));

const to = ({ bucket }: Partial<ImageInputs>): string => (bucket === undefined ? "" : ` to gs://${bucket}`);

async function sizeOf(disk: DiskImage): Promise<string> {
    let bytes = 0;
    for await (const piece of sparseArchive(disk)) bytes += piece.length;
    return `${(bytes / 2 ** 20).toFixed(1)} MiB, compressed, of a disk of ${disk.size / 2 ** 30} GiB`;
}
