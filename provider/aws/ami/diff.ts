import type { DiffRequest, DiffResult } from "../../protocol/resource";
import { canonicalJson } from "../../canonical";
import { applianceNote } from "../../disk";
import type { AmiInputs, AmiOutputs } from "../ami";
import { minute } from "../image/changes";
import { permissionsOf, wordFor } from "../image/permissions";
import { bootModeOf, contentsOf, descriptionOf, keyFor } from "./contents";

type Request = DiffRequest<AmiInputs, AmiOutputs>;
type Name = keyof AmiInputs;

/** Those that an image is made with. All others can be changed while it is there. */
const atBirth: readonly Name[] = ["image", "args", "appliance", "boot", "encrypted", "kmsKeyId", "name"];

/** What can't be changed replaces; what comes to the same is no change. */
export function diffAmi(request: Request): DiffResult<AmiInputs> {
    const { state, changed, inputs, defaulted } = request;
    const unchanged = [...changed].filter((name) => isSame(request, name));
    const replace = [...changed].filter((name) => atBirth.includes(name) && !unchanged.includes(name));
    const missing = state.inputs.regions.filter((region) => state.outputs.ids[region] === undefined);
    const drift = { ids: `the image is gone in ${missing.join(", ")}; it is made again` };
    const keepsName = inputs.name !== undefined && inputs.name === state.inputs.name;
    return {
        ...(unchanged.length > 0 ? { unchanged } : {}),
        ...(replace.length > 0 ? { replace, notes: [reasons(request, replace)] } : {}),
        ...(missing.length > 0 ? { drift } : {}),
        ...(keepsName && defaulted?.has("name") !== true ? { deleteBeforeReplace: true } : {}),
    };
}

/** Whether a changed input comes to the same all the same. */
function isSame(request: Request, name: Name): boolean {
    const { state, inputs, unknowns } = request;
    if (unknowns.has(name)) return false;
    const rule = same[name];
    return rule?.({ old: state.inputs, inputs, state, unknowns }) ?? false;
}

interface Compared {
    readonly old: AmiInputs;
    readonly inputs: Partial<AmiInputs>;
    readonly state: Request["state"];
    readonly unknowns: Request["unknowns"];
}

const sameContents = ({ inputs, state, unknowns }: Compared): boolean => {
    const { image, args = [], appliance } = inputs;
    if (image === undefined || unknowns.has("args")) return false;
    return contentsOf({ image, args, appliance }) === state.outputs.contents;
};

const isEqual = (one: unknown, other: unknown): boolean =>
    canonicalJson(one ?? null) === canonicalJson(other ?? null);

const same: Partial<Record<Name, (compared: Compared) => boolean>> = {
    // Where and how an image was built makes no difference, and an import knows its digest alone.
    image: (compared) =>
        sameContents(compared) || compared.inputs.image?.digest === compared.old.image.digest,
    args: sameContents,
    appliance: sameContents,
    boot: ({ inputs: { image, boot }, state }) =>
        image !== undefined && bootModeOf({ image, boot }) === state.outputs.bootMode,
    kmsKeyId: ({ old, inputs }) =>
        old.regions
            .filter((region) => inputs.regions?.includes(region) ?? true)
            .every((region) => keyFor(old, region) === keyFor(inputs, region)),
    regions: ({ old, inputs }) => isEqual([...old.regions].sort(), [...(inputs.regions ?? [])].sort()),
    launchPermissions: ({ old, inputs }) => isEqual(words(old), words(inputs)),
    deprecateAt: ({ old, inputs }) =>
        isEqual(old.deprecateAt && minute(old.deprecateAt), inputs.deprecateAt && minute(inputs.deprecateAt)),
    description: ({ old, inputs: { image, description } }) =>
        image !== undefined && descriptionOf(old) === descriptionOf({ image, description }),
};

const words = ({ launchPermissions }: Partial<AmiInputs>): string[] =>
    permissionsOf(launchPermissions).map(wordFor).sort();

/** Why there will be another image. */
function reasons({ state, inputs, unknowns }: Request, replace: readonly Name[]): string {
    const why = replace.map((name) => {
        if (name === "appliance") return applianceNote(state.inputs.appliance, inputs.appliance);
        if (name !== "image") return `another ${names[name] ?? name}`;
        if (unknowns.has("image")) return "the unikernel is built anew";
        return `another unikernel (${short(state.inputs.image.digest)} → ${short(inputs.image?.digest)})`;
    });
    return `replaced by a new image: ${why.join(", ")}`;
}

const names: Partial<Record<Name, string>> = {
    args: "list of arguments",
    boot: "boot mode",
    encrypted: "encryption",
    kmsKeyId: "KMS key",
};

const short = (digest: string | undefined): string => digest?.slice(0, "sha256:".length + 12) ?? "?";
