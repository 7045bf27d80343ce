import type { Call, PreviewRequest } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import { markedAs } from "../../owner";
import { addressOutputs } from "./outputs";

type Request = PreviewRequest<NetworkInputs, NetworkOutputs>;

/** What a program can rely on before anything has been done. */
export function preview(call: Call<Settings>, request: Request): Promise<Partial<NetworkOutputs>> {
    const owner = request.inputs.adopt ? undefined : markedAs(call.urn);
    return Promise.resolve({ owner, ...knownOutputs(request) });
}

/** Pure. */
export function knownOutputs({ inputs, unknowns, previous }: Request): Partial<NetworkOutputs> {
    const { bridge, adopt } = inputs;
    const named = bridge === undefined ? {} : { bridge };
    if (previous) {
        const { cidr, gateway, gateway6, unit } = previous.outputs;
        return { ...named, cidr, gateway, gateway6, unit, altered: undefined };
    }
    const isOpen = (["adopt", "cidr", "cidr6"] as const).some((name) => unknowns.has(name));
    return adopt || isOpen ? named : { ...named, ...addressOutputs(inputs), altered: undefined };
}
