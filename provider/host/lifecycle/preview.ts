import type { Call, PreviewRequest } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import { isPool, markedAs } from "../remote";
import { addressesOf, untoldAddresses } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { repairOf } from "./repair";
import { hasOtherProbe } from "./update";

type Request = PreviewRequest<InstanceInputs, InstanceOutputs>;

/** What a program can rely on before anything has been done. */
export function preview(call: Call<Settings>, request: Request): Promise<Partial<InstanceOutputs>> {
    const { inputs, unknowns } = request;
    const untold = unknowns.has("args") ? [] : untoldAddresses(inputs);
    if (untold.length > 0) call.progress.note(reminderOf(untold));
    const owner = inputs.host?.ssh ? markedAs(call.urn) : undefined;
    return Promise.resolve({ owner, ...knownOutputs(request) });
}

function reminderOf(untold: readonly string[]): string {
    return (
        `With several networks the unikernel is not told its addresses (${untold.join(", ")}): what their arguments are called ` +
        "depends on the program. Give them in `args`."
    );
}

/** Which it gets is seen when it is made. */
function leavesAddress({ networks = {} }: Partial<InstanceInputs>): boolean {
    return Object.values(networks).some(({ address, address6 }) => isPool(address) || isPool(address6));
}

/** Pure. */
export function knownOutputs({ inputs, unknowns, previous }: Request): Partial<InstanceOutputs> {
    if (previous === undefined)
        return unknowns.has("networks") || leavesAddress(inputs) ? {} : { addresses: addressesOf(inputs) };
    const { outputs } = previous;
    const { addresses, taps, consolePath, unit, hypervisorVersion, accelerator } = outputs;
    const lasting = { addresses, taps, consolePath, unit };
    if (unknowns.has("probe") || unknowns.has("restart")) return lasting;
    const repair = repairOf(outputs, inputs);
    if (repair?.action === "start") return lasting;
    const { state, exitStatus, exitReason, bootSeconds } = outputs;
    const running = { ...lasting, hypervisorVersion, accelerator };
    if (repair || hasOtherProbe(inputs, previous)) return running;
    return { ...running, state, exitStatus, exitReason, bootSeconds };
}
