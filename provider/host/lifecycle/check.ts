import type { Failure } from "../../protocol/errors";
import type { Call, CheckRequest, CheckResult } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { checkArguments } from "../check/arguments";
import { checkDevices } from "../check/devices";
import { checkEnvironment } from "../check/environment";
import { checkHost } from "../check/host";
import { checkHypervisor, checkResources, checkWhere } from "../check/hypervisor";
import { checkLacks } from "../check/lacks";
import { checkName } from "../check/name";
import { checkAttachable, checkNetworks } from "../check/networks";
import { claimPorts } from "../check/ports";
import { checkProbe } from "../check/probe";
import { checkVolumeHosts, checkVolumes, checkVolumesAttachable } from "../check/volumes";
import type { InstanceInputs } from "../inputs";
import { hypervisorOf } from "../machine";
import { nameFor } from "../name";

type Inputs = Partial<InstanceInputs>;

export function check(
    call: Call<Settings>,
    request: CheckRequest<InstanceInputs>,
): Promise<CheckResult<InstanceInputs>> {
    const { inputs, unknowns } = request;
    const failures = [
        ...checkName(inputs.name),
        ...checkHost(inputs, unknowns),
        ...checkArguments(inputs, call.redact),
        ...checkNetworks(inputs.networks),
        ...checkVolumes(inputs.volumes),
        ...(unknowns.has("host") || unknowns.has("volumes") ? [] : checkVolumeHosts(inputs)),
        ...checkProbe(inputs, unknowns),
        ...claimPorts(call, inputs),
        ...checkAgainstImage(inputs, unknowns),
    ];
    return Promise.resolve({ ...nameFor(call.name, request), failures });
}

/** What can be said once the image is known: in a preview it may not be built yet. */
function checkAgainstImage(inputs: Inputs, unknowns: ReadonlySet<string>): Failure[] {
    const { image } = inputs;
    if (image === undefined || unknowns.has("hypervisor")) return [];
    const known = { ...inputs, image };
    const hypervisor = hypervisorOf(known);
    const unfit = checkHypervisor(known);
    if (hypervisor === undefined || unfit.length > 0) return unfit;
    return [
        ...checkWhere(hypervisor, known, unknowns),
        ...checkResources(hypervisor, known),
        ...checkLacks(hypervisor, known),
        ...checkEnvironment(hypervisor, inputs.env),
        ...(unknowns.has("networks") ? [] : checkAttachable(hypervisor, inputs.networks)),
        ...(unknowns.has("volumes") ? [] : checkVolumesAttachable(hypervisor, inputs.volumes)),
        ...checkDevices(image, inputs, unknowns),
    ];
}
