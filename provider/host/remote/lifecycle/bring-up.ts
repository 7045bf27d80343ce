import { hexOf } from "../../../artifact/digest";
import { UserError } from "../../../protocol/errors";
import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { Script } from "../../connection";
import type { Instance } from "../../lifecycle/outputs";
import { secretsIn } from "../../volume/secret";
import { plainCidr6 } from "../../network/cidr";
import { tapTag } from "../../network/taps";
import { withoutAccess } from "../../where";
import { pingTarget, probeTarget } from "../../probe/target";
import type { InstanceOutputs } from "../../outputs";
import { chooseAddresses, device6, withAddresses, type Chosen } from "../addresses";
import { hasChanged, type RemoteHost } from "../hosts";
import { environmentFile } from "../managers/systemd/environment-file";
import { ownerLine, ownerMark } from "../owner";
import { imagePath } from "../place";
import { mayPass } from "../refusals";
import { publishingOn } from "../scripts/ports";
import { waiting, type ProbePoint } from "../scripts/probe";
import { startScript, type StartRequest } from "../scripts/start";
import { publishedPorts, serviceFor } from "../service";
import { prepare, type Prepared } from "../survey";
import { clear, leftIn } from "./abandoned";
import { judge, type Manner } from "./judge";
import type { Report } from "./outputs";

/** Makes an instance on a host what it is to be, and waits until it is ready. */
export async function bringUp(
    call: Call<Settings>,
    host: RemoteHost,
    instance: Instance,
    manner: Manner,
): Promise<InstanceOutputs> {
    const attempt = (): Promise<string> => prepareAndStart(call, host, instance, manner);
    try {
        let output = await attempt();
        for (let tries = 1; tries < maxAttempts && (await clears(call, host, instance, output)); tries += 1)
            output = await attempt();
        return await judge(call, host, { instance, manner }, output);
    } finally {
        hasChanged(host);
    }
}

/** Many that are made at once in a small network may choose the same addresses more than once. */
const maxAttempts = 5;

/** Whether what was in the way is there no more, so that it can be tried again. */
async function clears(
    call: Call<Settings>,
    host: RemoteHost,
    instance: Instance,
    output: string,
): Promise<boolean> {
    const found = leftIn(output, instance.identity);
    if (found === undefined) return mayPass(output);
    await clear(host, instance, { found, signal: call.signal });
    return true;
}

/** The way for the second script is opened while the first one looks. */
async function prepareAndStart(
    call: Call<Settings>,
    host: RemoteHost,
    instance: Instance,
    manner: Manner,
): Promise<string> {
    return host.connection.run(prepared(call, host, instance, manner), { signal: call.signal });
}

async function prepared(
    call: Call<Settings>,
    host: RemoteHost,
    instance: Instance,
    manner: Manner,
): Promise<Script> {
    call.progress.status(`looking at ${host.name}`);
    const { taken, ranges, own, ...found } = await prepare(call, host, instance);
    const addresses = chooseAddresses(instance.inputs, { name: instance.identity.name, taken, ranges, own });
    if (addresses === undefined) throw noFreeAddress(host);
    call.progress.status(`starting ${instance.inputs.image.name} on ${host.name}`);
    return startScript(startOf(instance, { ...found, addresses }, manner));
}

/** Pure. */
function startOf(
    { inputs: given, identity }: Instance,
    {
        tool,
        hasUdev,
        manager,
        addresses,
    }: Omit<Prepared, "taken" | "ranges" | "own"> & { readonly addresses: Chosen },
    { restart, isNew }: Manner,
): StartRequest {
    const inputs = withAddresses(given, addresses);
    const service = serviceFor({ inputs, identity, tool, hasUdev });
    const report: Report = { accelerator: tool?.accelerator };
    return {
        ...{
            name: identity.name,
            manager,
            restart,
            tool: tool?.path ?? "",
            version: tool?.version ?? "",
            isNew,
            late: isNew && answersTheNetwork(inputs),
            report: JSON.stringify(report),
            consoleLines: shownLines,
        },
        ownerLine: ownerLine(service),
        mark: ownerMark(service),
        text: manager.text(service),
        image: imagePath(inputs.image.digest),
        sha256: hexOf(inputs.image.digest),
        inputs: JSON.stringify(withoutAccess(given)),
        environment: environmentFile(inputs.env ?? {}),
        bridges: service.taps.flatMap(({ bridge }) => bridge ?? []),
        taps: (manager.namesDevices ? [] : service.taps).flatMap(({ tap, bridge }) =>
            bridge === undefined ? [] : [{ tap, bridge }],
        ),
        addresses: addressesIn(inputs),
        ports: publishedPorts(inputs, service.hypervisor),
        gateways6: Object.values(inputs.networks ?? {}).flatMap(({ ports, gateway6 }) =>
            ports === undefined || gateway6 === undefined ? [] : [gateway6],
        ),
        publishing: publishingOn(service.hypervisor),
        handover: inputs.replacement === "l2",
        tapTag: tapTag(identity.unit),
        volumes: Object.values(given.volumes ?? {}).flatMap(({ path, readOnly = false }) =>
            path === undefined ? [] : [{ path, readOnly }],
        ),
        secrets: secretsIn(given.volumes),
        wait: waiting(inputs.probe, pointOf(inputs)),
        verdicts: service.hypervisor.exitRules(inputs.image).verdicts.map(({ sed }) => sed),
    };
}

/** One that has answered has not ended at once. */
const answersTheNetwork = ({ probe }: Pick<Instance["inputs"], "probe">): boolean =>
    probe !== undefined && probe.console === undefined;

/** All that it has, since nobody else may have one of them. */
function addressesIn({ networks = {} }: Pick<Instance["inputs"], "networks">): Chosen {
    const each = Object.entries(networks).flatMap(([device, { address, address6 }]) => [
        ...(address === undefined ? [] : [[device, address] as const]),
        ...(address6 === undefined ? [] : [[device6(device), plainCidr6(address6)] as const]),
    ]);
    return Object.fromEntries(each);
}

function noFreeAddress(host: RemoteHost): UserError {
    const reason = `no address of the network is free on ${host.name}; give it a larger one, or remove instances`;
    return new UserError(reason, { property: "networks" });
}

const shownLines = 20;

function pointOf({ probe, networks }: Instance["inputs"]): ProbePoint | undefined {
    if (probe === undefined || probe.console !== undefined) return undefined;
    const target = probe.icmp ? pingTarget(probe, networks ?? {}) : probeTarget(probe, networks ?? {});
    if (target.problem !== undefined) throw new Error(target.problem);
    return target;
}
