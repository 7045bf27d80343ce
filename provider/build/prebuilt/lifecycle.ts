import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { describeFor } from "../../artifact/describe";
import { digestOf } from "../../artifact/digest";
import { withFileSource } from "../../artifact/elf/file";
import { storeLayout } from "../../artifact/layout";
import { pruneStoreIfDue } from "../../artifact/prune";
import type { Artifact } from "../../artifact/artifact";
import { UserError, type Failure } from "../../protocol/errors";
import type { Call, CheckRequest, CheckResult, Resource, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { fit } from "../fit";
import { architectureFailures } from "../machine";
import type { PrebuiltImageInputs, PrebuiltImageOutputs } from "../prebuilt-image";
import { diffPrebuilt } from "./diff";
import { fetchPrebuilt, sha256Of } from "./fetch";
import { inputsOfId } from "./import";
import { locationOf } from "./location";
import { recipeOf } from "./recipe";

export const prebuiltImageLifecycle: Resource<PrebuiltImageInputs, PrebuiltImageOutputs, Settings> = {
    check,
    diff: diffPrebuilt,
    create: async (call, { inputs }) => ({
        id: `${call.name}-${randomBytes(4).toString("hex")}`,
        outputs: await obtain(call, inputs),
    }),
    update: async (call, { inputs }) => ({ outputs: await obtain(call, inputs) }),
    preview: (call, { inputs, unknowns }) => preview(call, inputs, unknowns.size > 0),
    read: async (call, { id, state }) => state ?? importFrom(call, id),
    // The store is shared, and is pruned by size.
    delete: () => Promise.resolve(),
};

async function check(
    call: Call<Settings>,
    { inputs, unknowns }: CheckRequest<PrebuiltImageInputs>,
): Promise<CheckResult<PrebuiltImageInputs>> {
    const failures = contradictions(inputs, unknowns);
    if (
        failures.length > 0 ||
        inputs.path === undefined ||
        inputs.sha256 !== undefined ||
        unknowns.has("sha256")
    ) {
        return { failures };
    }
    return { set: { sha256: await digestOfFile(call, inputs) } };
}

function contradictions(inputs: Partial<PrebuiltImageInputs>, unknowns: ReadonlySet<string>): Failure[] {
    const has = (name: keyof PrebuiltImageInputs): boolean =>
        inputs[name] !== undefined || unknowns.has(name);
    if (has("path") && has("url"))
        return [{ property: "url", reason: "path and url are both given; give one of them" }];
    if (!has("path") && !has("url")) {
        return [{ property: "path", reason: "neither path nor url is given; say where the file is" }];
    }
    if (has("url") && !has("sha256")) {
        return [
            {
                property: "sha256",
                reason: "required with url: the SHA-256 that `sha256sum` prints for the file",
            },
        ];
    }
    return [
        ...(inputs.url === undefined ? [] : urlFailures(inputs.url)),
        ...architectureFailures(inputs.target, inputs.arch),
    ];
}

function urlFailures(url: string): Failure[] {
    try {
        locationOf({ url });
        return [];
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return [{ property: "url", reason: error.message }];
    }
}

async function digestOfFile(
    call: Call<Settings>,
    inputs: Partial<PrebuiltImageInputs>,
): Promise<string | undefined> {
    const location = locationOf(inputs);
    return "file" in location ? sha256Of(location, call.signal) : undefined;
}

/** A file that is here can be looked at without changing anything; a download cannot. */
async function preview(
    call: Call<Settings>,
    inputs: Partial<PrebuiltImageInputs>,
    someUnknown: boolean,
): Promise<Partial<PrebuiltImageOutputs>> {
    if (someUnknown || inputs.path === undefined || inputs.sha256 === undefined) return {};
    const location = locationOf(inputs);
    if (!("file" in location) || (await sha256Of(location, call.signal)) !== inputs.sha256) return {};
    return { artifact: await artifactOf(location.file, inputs, inputs.sha256) };
}

async function obtain(call: Call<Settings>, inputs: PrebuiltImageInputs): Promise<PrebuiltImageOutputs> {
    const sha256 = inputs.sha256 ?? (await digestOfFile(call, inputs));
    if (sha256 === undefined) throw new UserError("sha256 is required with url", { property: "sha256" });
    const path = await fetchPrebuilt(call, locationOf(inputs), sha256);
    const artifact = await artifactOf(path, inputs, sha256);
    const { store, storeLimitMiB } = call.settings;
    // A store may hold no other images. What is not removed now will be the next time.
    await pruneStoreIfDue(storeLayout(store), storeLimitMiB, call.signal).catch(() => undefined);
    return { artifact };
}

async function artifactOf(file: string, inputs: PrebuiltImageInputs, sha256: string): Promise<Artifact> {
    const { shown } = locationOf(inputs);
    // Errors name the file as the user does, not its copy in the store.
    const found = await withFileSource(file, (source) =>
        describeFor(inputs.target, { ...source, name: shown }),
    );
    const target = inputs.target ?? targetOf(found.abi?.target);
    if (target === undefined) {
        throw new UserError(
            `${shown} does not say what it runs on: it has no Solo5 ABI note. ` +
                'Set target, for instance to "virtio" or "unix"; for an import, write `#target=virtio` behind the path.',
            { property: "target" },
        );
    }
    const wanted = { file: shown, target, arch: inputs.arch ?? found.arch, devices: inputs.devices };
    return {
        name: basename(shown),
        digest: digestOf(sha256),
        size: (await stat(file)).size,
        target,
        arch: wanted.arch,
        devices: fit(found, wanted),
        ...(found.abi ? { abi: found.abi } : {}),
        recipe: recipeOf(inputs, sha256),
    };
}

/** Every Solo5 target of an ABI note is a target of ours by the same name. */
const targetOf = (abiTarget: string | undefined): Artifact["target"] | undefined =>
    abiTarget as Artifact["target"] | undefined;

/** The digest is that of the file as it is now, where the ID does not say it. */
async function importFrom(
    call: Call<Settings>,
    id: string,
): Promise<State<PrebuiltImageInputs, PrebuiltImageOutputs>> {
    const inputs = inputsOfId(id);
    const complete = { ...inputs, sha256: inputs.sha256 ?? (await digestOfFile(call, inputs)) };
    return { id, inputs: complete, outputs: await obtain(call, complete) };
}
