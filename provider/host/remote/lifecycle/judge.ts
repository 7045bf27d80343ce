import { NotReady, UserError } from "../../../protocol/errors";
import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { InstanceCondition } from "../../condition";
import type { Instance } from "../../lifecycle/outputs";
import { notReadyReasons, problemOf } from "../../lifecycle/problem";
import { requireHypervisor } from "../../machine";
import type { InstanceOutputs } from "../../outputs";
import { allOf, firstOf, type Answer } from "../answers";
import { consoleLines } from "../console-lines";
import { warnOfDrops } from "../firewall";
import type { RemoteHost } from "../hosts";
import type { ServiceState } from "../managers/manager";
import { answersOf } from "../refusals";
import { routerNotes } from "../routers";
import { finishScript } from "../scripts/creation";
import { conditionOf, sightsIn } from "../sight";
import { clearAbandoned } from "./abandoned";
import { aftermathOf } from "./aftermath";
import { idOf } from "./names";
import { outputsOf } from "./outputs";
import { removeFrom } from "./removal";

export interface Manner {
    /** Whether what runs now is ended first. */
    readonly restart: boolean;
    /** Whether it is being made, and not changed or set right. */
    readonly isNew: boolean;
}

interface Judged {
    readonly instance: Instance;
    readonly manner: Manner;
}

/** What came of a start, from what its script said. Throws what the user has to know when it is not ready. */
export async function judge(
    call: Call<Settings>,
    host: RemoteHost,
    { instance, manner }: Judged,
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
    const tool = requireHypervisor(instance.inputs).tool?.(instance.inputs.image.arch).executable;
    if (tool !== undefined && sight.version) host.versions.set(tool, sight.version);
    const problem = problemIn(instance, conditionOf(sight.service, verdict), answers);
    if (problem === undefined) {
        await beHeard(call, host, { instance, manner }, answers);
        await clearAbandoned(call, host, { instance, answers });
        warnOfDrops(call.progress, host, answers);
        for (const note of routerNotes(host.name, answers)) call.progress.note(note);
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
        await beHeard(call, host, { instance, manner }, answers);
        const state = {
            id: idOf(host, instance.identity.name),
            outputs: { ...outputs, bootSeconds: undefined },
        };
        throw new NotReady(state, reasons);
    }
    await removeFrom(host, instance, { signal: call.signal, yields: "if-it-can" });
    throw new UserError(reasons.join("\n"));
}

/** Nobody clears it away from now on. Of one that is ready its script has said so already. */
async function beHeard(
    { signal }: Call<Settings>,
    host: RemoteHost,
    { instance: { identity }, manner }: Judged,
    answers: readonly Answer[],
): Promise<void> {
    if (!manner.isNew || firstOf(answers, "creation") === "finished") return;
    answersOf(host, await host.connection.run(finishScript(identity), { signal }));
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
