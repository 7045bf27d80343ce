import { instance } from "../../../../provider/host/instance";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { instanceLifecycle } from "../../../../provider/host/lifecycle/lifecycle";
import type { InstanceOutputs } from "../../../../provider/host/outputs";
import type { ObjectValue } from "../../../../provider/protocol/codec/value";
import { diff, type Diff } from "../../../../provider/protocol/diff/diff";
import type { Resource } from "../../../../provider/protocol/resource";
import type { Settings } from "../../../../provider/settings";
import { imageFor } from "../images";
import { stateOf } from "./states";

type Values = Record<string, unknown>;

/** The name that Check has chosen. */
const chosen = "www-0123456";

/** An instance on this machine. */
export const base: InstanceInputs = {
    image: imageFor("virtio"),
    name: chosen,
    networks: { service: { user: { ports: { "8080": 80 } } } },
    probe: { http: {} },
};
export const ready: Partial<InstanceOutputs> = { bootSeconds: 0.1 };

export const urn = "urn:pulumi:live::shop::unikernel:host:Instance::www";

/** What a preview shows for a change of the inputs. */
export function plan(next: Partial<InstanceInputs>, { old = base, outputs = ready } = {}): Diff {
    const state = stateOf(old, outputs);
    const inputs = { ...state.inputs, ...next };
    const request = {
        urn,
        id: state.id,
        oldInputs: plain(state.inputs),
        oldState: plain({ ...state.inputs, ...state.outputs }),
        inputs: plain(inputs),
        defaulted: new Set(inputs.name === chosen ? ["name"] : []),
        ignoreChanges: [],
    };
    return diff(instance, instanceLifecycle as unknown as Resource<Values, Values, Settings>, request);
}

function plain(values: object): ObjectValue {
    return JSON.parse(JSON.stringify(values)) as ObjectValue;
}

export const paths = ({ changes }: Diff): string[] => changes.map(({ path }) => path);
export const replacing = ({ changes }: Diff): string[] =>
    changes.filter(({ replaces }) => replaces).map(({ path }) => path);
