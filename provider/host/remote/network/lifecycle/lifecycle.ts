import type { Resource } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import { nameIn } from "../../lifecycle/names";
import { check } from "./check";
import { create } from "./create";
import { diff } from "./diff";
import { make } from "./make";
import { preview } from "./preview";
import { read } from "./read";
import { remove } from "./remove";

/** A network is made by systemd, on this machine as on any other. An update makes it again: what is right stays. */
export const networkLifecycle: Resource<NetworkInputs, NetworkOutputs, Settings> = {
    check,
    diff,
    preview,
    read,
    create: (call, { inputs }) => create(call, inputs),
    async update(call, { inputs, previous: { id, outputs } }) {
        const identity = { bridge: nameIn(id), urn: call.urn, unit: outputs.unit };
        return { outputs: await make(call, inputs, identity) };
    },
    delete: (call, { state }) => remove(call, state),
};
