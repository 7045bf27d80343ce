import { canonicalJson } from "../../canonical";
import { UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { GceImage } from "../compute/types";
import type { Pace } from "../http/pace";
import type { ImageInputs, ImageOutputs } from "../image";
import { artifactOf } from "../plan/description";
import { featuresOf, guestOsFeatures, type GuestOsFeature } from "../plan/features";
import { markOf } from "../plan/labels";
import { ownerOf } from "../plan/names";
import { fitOf } from "../../disk";
import { cloudOf } from "./cloud";
import { told } from "./failures";
import { alteration, foundInputs, idOf, isSame, outputsOf, partsOfId } from "./outputs";

type Known = State<ImageInputs, ImageOutputs>;

/** Nothing when it is gone, could not be made, or another one has its name. */
export async function read(
    call: Call<Settings>,
    { id, state }: { readonly id: string; readonly state?: Known },
    pace: Pace,
): Promise<Known | undefined> {
    const parts = partsOfId(id);
    if (!parts) {
        throw new UserError(`${id} is not the ID of an image: projects/PROJECT/global/images/NAME`);
    }
    const { project, name } = parts;
    const { images } = cloudOf(call, pace, project);
    const found = await told({ what: `the image ${name}`, project }, () => images.get(name));
    if (!found || found.status === "FAILED") return undefined;
    return state ? refreshed(call, found, state) : imported(found, project);
}

function refreshed(call: Call<Settings>, found: GceImage, { id, inputs, outputs }: Known): Known | undefined {
    if (!isSame(found, outputs)) return undefined;
    const altered = alteration(found, { owner: ownerOf(call.urn), unit: outputs.unit });
    return {
        id,
        inputs: foundInputs(found, inputs),
        outputs: {
            ...outputsOf(found, inputs.project ?? "", outputs.unit),
            ...(altered === undefined ? {} : { altered }),
        },
    };
}

/** The next `up` makes it this resource's own by its labels. */
function imported(found: GceImage, project: string): Known {
    const image = artifactOf(found.description);
    const { unit } = markOf(found.labels);
    if (image === undefined || unit === undefined) {
        throw new UserError(
            `The image ${found.name} was not made by this provider, so what is in it is not known. ` +
                "Use it by its link, or by gcp.compute.getImage.",
        );
    }
    const fit = fitOf(image);
    const features = (found.guestOsFeatures ?? []).map(({ type }) => type).filter(isKnown);
    const kind = fit.kinds[0] ?? "appliance";
    const inputs: ImageInputs = {
        image,
        project,
        bucket: "",
        kind,
        ...(canonicalJson(featuresOf(kind, features)) === canonicalJson(featuresOf(kind, undefined))
            ? {}
            : { guestOsFeatures: features }),
    };
    return {
        id: idOf(project, found.name),
        inputs: foundInputs(found, inputs),
        outputs: outputsOf(found, project, unit),
    };
}

const isKnown = (type: string): type is GuestOsFeature =>
    (guestOsFeatures as readonly string[]).includes(type);
