import type { Resource } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { check } from "./check";
import { create } from "./create";
import { diff } from "./diff";
import { make } from "./make";
import { nameIn } from "../../lifecycle/names";
import { preview } from "./preview";
import { read } from "./read";
import { remove } from "./remove";

/** A volume is made by the same scripts on this machine as on any other. An update makes it again: what is right stays. */
export const volumeLifecycle: Resource<VolumeInputs, VolumeOutputs, Settings> = {
    check,
    diff,
    preview,
    read,
    create: (call, { inputs }) => create(call, inputs),
    async update(call, { inputs, previous: { id, outputs } }) {
        const identity = { name: nameIn(id), urn: call.urn, unit: outputs.unit };
        return { outputs: await make(call, inputs, identity) };
    },
    delete: (call, { state }) => remove(call, state),
};
