import { NotReady } from "../../../protocol/errors";
import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import { exitOf } from "../../condition";
import type { Tool } from "../../hypervisors/hypervisor";
import type { Instance } from "../../lifecycle/outputs";
import { notReadyReasons, problemOf } from "../../lifecycle/problem";
import { requireHypervisor } from "../../machine";
import { probeTarget } from "../../probe/target";
import type { InstanceOutputs } from "../../outputs";
import { allOf, firstOf, type Answer } from "../answers";
import { consoleLines } from "../console-lines";
import { hasChanged, type RemoteHost } from "../hosts";
import { imagePath, placeOf } from "../place";
import { answersOf, isWithoutImage, leftover } from "../refusals";
import { waiting, type ProbePoint } from "../scripts/probe";
import { startScript, type StartRequest } from "../scripts/start";
import { serviceFor } from "../service";
import { conditionOf, sightsIn } from "../sight";
import { prepare, sha256Of } from "../survey";
import { environmentFile } from "../unit/environment-file";
import { ownerLine, ownerMark, unitFile } from "../unit/unit-file";
import { outputsOf, type Report } from "./outputs";
import { removeFrom } from "./remove";
import { idOf } from "./names";

interface Manner {
    /** Whether what runs now is ended first. */
    readonly restart: boolean;
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
        const first = await attempt();
        return judge(host, instance, (await clears(call, host, instance, first)) ? await attempt() : first);
    } finally {
        hasChanged(host);
    }
}

/** Whether what was in the way is there no more, so that it can be tried again. */
async function clears(
    call: Call<Settings>,
    host: RemoteHost,
    { identity }: Instance,
    output: string,
): Promise<boolean> {
    const unit = leftover(output, identity.urn);
    if (unit === undefined) return isWithoutImage(output);
    await removeFrom(host, { identity: { ...identity, unit } }, call.signal);
    return true;
}

async function prepareAndStart(
    call: Call<Settings>,
    host: RemoteHost,
    instance: Instance,
    manner: Manner,
): Promise<string> {
    call.progress.status(`looking at ${host.name}`);
    const tool = await prepare(call, host, instance.inputs);
    call.progress.status(`starting ${instance.inputs.image.name} on ${host.name}`);
    return host.connection.run(startScript(startOf(instance, tool, manner)), { signal: call.signal });
}

/** Pure. */
function startOf(instance: Instance, tool: Tool | undefined, { restart }: Manner): StartRequest {
    const { inputs, identity } = instance;
    const place = placeOf(identity.name);
    const service = serviceFor({ inputs, identity, place, tool });
    const report: Report = { hypervisorVersion: tool?.version, accelerator: tool?.accelerator };
    return {
        ...{ place, restart, report: JSON.stringify(report), consoleLines: shownLines },
        ownerLine: ownerLine(service),
        mark: ownerMark(service),
        unitText: unitFile(service),
        image: imagePath(inputs.image.digest),
        sha256: sha256Of(inputs.image.digest),
        inputs: JSON.stringify(recorded(inputs)),
        environment: environmentFile(inputs.env ?? {}),
        bridges: service.taps.flatMap(({ bridge }) => bridge ?? []),
        taps: service.taps.flatMap(({ tap, bridge }) => (bridge === undefined ? [] : [{ tap, bridge }])),
        volumes: service.volumes.map(({ path }) => path),
        wait: waiting(inputs.probe, pointOf(inputs)),
        verdicts: service.exit.verdicts.map(({ sed }) => sed),
    };
}

const shownLines = 20;

function judge(host: RemoteHost, instance: Instance, output: string): InstanceOutputs {
    const answers = answersOf(host, output, { instance: instance.identity.name });
    const { inputs, identity } = instance;
    const hypervisor = requireHypervisor(inputs);
    const [sight] = sightsIn(output);
    if (sight === undefined) throw new Error(`${host.name} does not say what became of ${identity.name}`);
    const condition = conditionOf(sight.service, verdictIn(instance, sight.service.status, answers));
    const passed = firstOf(answers, "answered") === "yes";
    const lastProblem = firstOf(answers, "problem");
    const problem = problemOf(
        { condition, ...(inputs.probe ? { answer: { passed, lastProblem } } : {}) },
        hypervisor,
        inputs.probe,
    );
    const outputs = outputsOf(instance, sight, exitOf(condition)?.verdict);
    if (problem === undefined) return outputs;
    throw new NotReady(
        { id: idOf(host, identity.name), outputs: { ...outputs, bootSeconds: undefined } },
        notReadyReasons(`on ${host.name}: ${problem}`, consoleLines(answers), outputs.consolePath),
    );
}

/** What a sed program made of the console's end, where the status alone says too little. */
function verdictIn({ inputs }: Instance, status: number, answers: readonly Answer[]): number | undefined {
    const { verdicts } = requireHypervisor(inputs).exitRules(inputs.image);
    const found = allOf(answers, "verdict").find((answer) => {
        const [index = "", value = ""] = answer.split(" ");
        return value !== "" && verdicts[Number(index)]?.status === status;
    });
    return found === undefined ? undefined : Number(found.split(" ")[1]);
}

function pointOf({ probe, networks }: Instance["inputs"]): ProbePoint | undefined {
    if (probe === undefined || probe.console !== undefined) return undefined;
    const target = probeTarget(probe, networks ?? {});
    if (target.problem !== undefined) throw new Error(target.problem);
    return target;
}

/** How a host is reached, and with which key, is no business of the host's. */
function recorded(inputs: Instance["inputs"]): Instance["inputs"] {
    return { ...inputs, host: inputs.host?.ssh ? { ssh: { host: inputs.host.ssh.host } } : inputs.host };
}
