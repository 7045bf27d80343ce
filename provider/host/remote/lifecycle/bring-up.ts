import { hexOf } from "../../../artifact/digest";
import { NotReady, UserError } from "../../../protocol/errors";
import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { InstanceCondition } from "../../condition";
import type { Instance } from "../../lifecycle/outputs";
import { notReadyReasons, problemOf } from "../../lifecycle/problem";
import { requireHypervisor } from "../../machine";
import { secretsIn } from "../../volume/secret";
import { plainCidr6 } from "../../network/cidr";
import { tapTag } from "../../network/taps";
import { withoutAccess } from "../../where";
import { pingTarget, probeTarget } from "../../probe/target";
import type { InstanceOutputs } from "../../outputs";
import { chooseAddresses, withAddresses, type Chosen } from "../addresses";
import { allOf, firstOf, type Answer } from "../answers";
import { consoleLines } from "../console-lines";
import { warnOfDrops } from "../firewall";
import { hasChanged, type RemoteHost } from "../hosts";
import type { ServiceState } from "../managers/manager";
import { environmentFile } from "../managers/systemd/environment-file";
import { ownerLine, ownerMark } from "../owner";
import { imagePath } from "../place";
import { answersOf, mayPass, leftover } from "../refusals";
import { publishingOn } from "../scripts/ports";
import { waiting, type ProbePoint } from "../scripts/probe";
import { startScript, type StartRequest } from "../scripts/start";
import { publishedPorts, serviceFor } from "../service";
import { conditionOf, sightsIn } from "../sight";
import { prepare, type Prepared } from "../survey";
import { aftermathOf } from "./aftermath";
import { outputsOf, type Report } from "./outputs";
import { removeFrom } from "./remove";
import { idOf } from "./names";

interface Manner {
    /** Whether what runs now is ended first. */
    readonly restart: boolean;
    /** Whether it is being made, and not changed or set right. */
    readonly isNew: boolean;
}

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
    { inputs, identity }: Instance,
    output: string,
): Promise<boolean> {
    const unit = leftover(output, identity.urn);
    if (unit === undefined) return mayPass(output);
    const found = { inputs, identity: { ...identity, unit } };
    await removeFrom(host, found, { signal: call.signal, yields: "if-it-can" });
    return true;
}

async function prepareAndStart(
    call: Call<Settings>,
    host: RemoteHost,
    instance: Instance,
    manner: Manner,
): Promise<string> {
    call.progress.status(`looking at ${host.name}`);
    const { taken, ranges, own, ...found } = await prepare(call, host, instance);
    const addresses = chooseAddresses(instance.inputs, { name: instance.identity.name, taken, ranges, own });
    if (addresses === undefined) throw noFreeAddress(host);
    call.progress.status(`starting ${instance.inputs.image.name} on ${host.name}`);
    return host.connection.run(startScript(startOf(instance, { ...found, addresses }, manner)), {
        signal: call.signal,
    });
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
    { restart }: Manner,
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
        ports: publishedPorts(inputs),
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

/** All that it has, since nobody else may have one of them. */
function addressesIn({ networks = {} }: Pick<Instance["inputs"], "networks">): Chosen {
    const each = Object.entries(networks).flatMap(([device, { address, address6 }]) => [
        ...(address === undefined ? [] : [[device, address] as const]),
        ...(address6 === undefined ? [] : [[`${device}/6`, plainCidr6(address6)] as const]),
    ]);
    return Object.fromEntries(each);
}

function noFreeAddress(host: RemoteHost): UserError {
    const reason = `no address of the network is free on ${host.name}; give it a larger one, or remove instances`;
    return new UserError(reason, { property: "networks" });
}

const shownLines = 20;

async function judge(
    call: Call<Settings>,
    host: RemoteHost,
    { instance, manner }: { readonly instance: Instance; readonly manner: Manner },
    output: string,
): Promise<InstanceOutputs> {
    const answers = answersOf(host, output, {
        instance: instance.identity.name,
        hypervisor: requireHypervisor(instance.inputs),
    });
    const [sight] = sightsIn(output);
    if (sight === undefined)
        throw new Error(`${host.name} does not say what became of ${instance.identity.name}`);
    const verdict = verdictIn(instance, sight.service.exit, answers);
    const outputs = outputsOf(instance, sight, verdict);
    const problem = problemIn(instance, conditionOf(sight.service, verdict), answers);
    if (problem === undefined) {
        warnOfDrops(call.progress, host, answers);
        return outputs;
    }
    const reasons = notReadyReasons(
        `on ${host.name}: ${problem}`,
        consoleLines(answers),
        outputs.consolePath,
    );
    const hasPassed = outputs.bootSeconds !== undefined;
    const aftermath = aftermathOf({ isNew: manner.isNew, hasPassed }, answers);
    if (aftermath.word !== undefined) reasons.push(aftermath.word);
    if (aftermath.action === "keep") {
        const state = {
            id: idOf(host, instance.identity.name),
            outputs: { ...outputs, bootSeconds: undefined },
        };
        throw new NotReady(state, reasons);
    }
    await removeFrom(host, instance, { signal: call.signal, yields: "if-it-can" });
    throw new UserError(reasons.join("\n"));
}

function problemIn(
    { inputs }: Instance,
    condition: InstanceCondition,
    answers: readonly Answer[],
): string | undefined {
    const passed = firstOf(answers, "answered") === "yes";
    const answer = inputs.probe && { passed, lastProblem: firstOf(answers, "problem") };
    return problemOf({ condition, answer }, requireHypervisor(inputs), inputs.probe);
}

/** What a sed program made of the console's end, where the status alone says too little. */
function verdictIn(
    { inputs }: Instance,
    exit: ServiceState["exit"],
    answers: readonly Answer[],
): number | undefined {
    const { verdicts } = requireHypervisor(inputs).exitRules(inputs.image);
    const found = allOf(answers, "verdict").find((answer) => {
        const [index = "", value = ""] = answer.split(" ");
        return value !== "" && verdicts[Number(index)]?.status === exit?.status;
    });
    return found === undefined ? undefined : Number(found.split(" ")[1]);
}

function pointOf({ probe, networks }: Instance["inputs"]): ProbePoint | undefined {
    if (probe === undefined || probe.console !== undefined) return undefined;
    const target = probe.icmp ? pingTarget(probe, networks ?? {}) : probeTarget(probe, networks ?? {});
    if (target.problem !== undefined) throw new Error(target.problem);
    return target;
}
