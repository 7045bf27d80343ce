import type { Resource } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";
import * as remote from "../remote";
import { check } from "./check";
import { create } from "./create";
import { diff } from "./diff";
import { preview } from "./preview";
import { read } from "./read";
import { remove } from "./remove";
import { update } from "./update";

type Lifecycle = Resource<InstanceInputs, InstanceOutputs, Settings>;

/** An instance is on this machine, or on a host that is reached over SSH. */
export const instanceLifecycle: Lifecycle = {
    check,
    diff,
    preview,
    create(call, { inputs }) {
        const ssh = inputs.host?.ssh;
        return ssh ? remote.create(call, { inputs, ssh }) : create(call, { inputs });
    },
    read(call, { id, state }) {
        const ssh = state ? state.inputs.host?.ssh : remote.hostIn(id);
        return ssh ? remote.read(call, { id, state, ssh }) : read(call, { id, state });
    },
    update(call, { inputs, previous }) {
        const ssh = inputs.host?.ssh;
        return ssh ? remote.update(call, { inputs, previous, ssh }) : update(call, { inputs, previous });
    },
    delete(call, { state }) {
        const ssh = state.inputs.host?.ssh;
        return ssh ? remote.remove(call, { state, ssh }) : remove(call, { state });
    },
};
