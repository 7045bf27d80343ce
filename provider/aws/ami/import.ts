import { UserError } from "../../protocol/errors";
import type { Artifact } from "../../artifact/artifact";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { withRegions } from "../client/open";
import { inAll } from "../client/together";
import { mark, parseImageMark, usersTags } from "../image/marks";
import { asInput } from "../image/permissions";
import { survey, type Survey } from "../image/survey";
import type { BootMode } from "../image/wanted";
import { descriptionOf } from "./contents";
import { encryptionFrom, encryptionOf } from "./encryption";
import type { Means } from "./means";
import { outputsOf } from "./outputs";

type AmiState = State<AmiInputs, AmiOutputs>;

/** `eu-west-1/ami-…`, several joined by commas; the region may be left out where the configuration says it. */
export async function importAmi(
    means: Means,
    call: Call<Settings>,
    id: string,
): Promise<AmiState | undefined> {
    const places = parseId(
        id,
        call.settings.aws?.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
    );
    const found = await withRegions(call, means.pace, [...places.keys()], (regions) =>
        inAll(regions, async (region) => {
            const image = await survey(region, places.get(region.name) ?? "");
            return image === undefined
                ? []
                : [[region.name, image, await encryptionOf(region, image)] as const];
        }),
    );
    const images = found.flat();
    const [first] = images;
    if (first === undefined || images.length < places.size) return undefined;
    const inputs = {
        ...inputsFrom(
            first[1],
            images.map(([region]) => region),
        ),
        ...encryptionFrom(images.map(([region, , encryption]) => [region, encryption])),
    };
    const outputs = outputsOf(
        inputs,
        images.map(([region, image]) => [region, image]),
        undefined,
    );
    const contents = first[1].tags[mark.contents] ?? outputs.contents;
    return { id, inputs, outputs: { ...outputs, contents } };
}

/** Pure. Region → image. */
export function parseId(id: string, defaultRegion: string | undefined): Map<string, string> {
    return new Map(
        id.split(",").map((part): [string, string] => {
            const found = /^(?:([a-z0-9-]+)\/)?(ami-[0-9a-f]+)$/.exec(part.trim());
            const region = found?.[1] ?? defaultRegion;
            if (found?.[2] === undefined) throw new UserError(`"${part}" is no ID of an image. ${form}`);
            if (region === undefined) throw new UserError(`"${part}" does not say its region. ${form}`);
            return [region, found[2]];
        }),
    );
}

const form =
    "Give a region and an ID, as in `eu-west-1/ami-0123456789abcdef0`; several are joined by commas.";

/** Pure. The disk's arguments can't be read from outside; that they are the same is known by the mark of the contents. */
export function inputsFrom(found: Survey, regions: readonly string[]): AmiInputs {
    const told = parseImageMark(found.tags[mark.image]);
    if (told === undefined) {
        throw new UserError(
            `${found.imageId} was not made by this provider: it has no tag ${mark.image}. Only images that were can be imported.`,
        );
    }
    const arch: Artifact["arch"] = found.architecture === "arm64" ? "aarch64" : "x86_64";
    const image: Artifact = { ...told, arch, devices: [] };
    const launchPermissions = asInput(found.permissions);
    const inputs = {
        ...{
            image,
            regions: [...regions],
            args: [],
            tags: usersTags(found.tags),
            encrypted: false,
            name: found.name,
        },
        ...(found.bootMode === undefined ? {} : { boot: found.bootMode as BootMode }),
        ...(launchPermissions ? { launchPermissions } : {}),
        ...(found.deprecateAt === undefined ? {} : { deprecateAt: found.deprecateAt }),
    };
    const isOwnWords = (found.description ?? "") === descriptionOf(inputs);
    return isOwnWords ? inputs : { ...inputs, description: found.description ?? "" };
}
