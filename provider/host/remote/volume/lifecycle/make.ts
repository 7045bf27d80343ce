import type { Call } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { withoutAccess } from "../../../where";
import { firstOf } from "../../answers";
import { volumeHost } from "../hosts";
import { planOf, type VolumeIdentity } from "../plan";
import { volumeAnswers, wantsContent } from "../refusals";
import { makeScript, type Content } from "../scripts/make";
import { volumeSight } from "../sight";
import { sizeText } from "../size";
import { contentOf } from "./content";
import { volumeOutputs } from "./outputs";

/** Makes a volume what it is to be. Its content is asked for only when it is to be filled. */
export async function make(
    call: Call<Settings>,
    inputs: VolumeInputs,
    identity: VolumeIdentity,
): Promise<VolumeOutputs> {
    const { name } = identity;
    const { source } = inputs;
    const host = volumeHost(call, inputs.host);
    const plan = planOf(inputs, identity, host);
    const record = JSON.stringify(withoutAccess(inputs));
    const run = (content?: Content): Promise<string> => {
        call.progress.status(`making the volume ${name} on ${host.name}`);
        const upload = content && source !== undefined ? uploadOf(call, { source, content }) : undefined;
        const script = makeScript(host, plan, record, content);
        return host.connection.run(script, { signal: call.signal, upload });
    };
    const first = await run();
    const isEmpty = source !== undefined && wantsContent(first);
    const output = isEmpty
        ? await run(await contentOf(source, { bytes: plan.bytes, signal: call.signal }))
        : first;
    const answers = volumeAnswers(host, name, output);
    const sight = volumeSight(answers);
    if (sight === undefined) throw new Error(`${host.name} does not say what became of ${name}`);
    const outputs = volumeOutputs(inputs, plan, sight);
    if (firstOf(answers, "kept") !== undefined) call.progress.note(kept(name, host.name));
    if (plan.kind === "file" && outputs.bytes > sight.freeBytes)
        call.progress.note(overcommitted(name, host.name, outputs.bytes, sight.freeBytes), "warning");
    return outputs;
}

function uploadOf(
    { progress }: Pick<Call<Settings>, "progress">,
    { source, content }: { readonly source: string; readonly content: Content },
) {
    return {
        path: source,
        onBytes(sent: number) {
            progress.status(
                `uploading ${source}: ${Math.floor((100 * sent) / Math.max(1, content.length))} %`,
            );
        },
    };
}

const kept = (name: string, host: string): string =>
    `The volume "${name}" was on ${host} already, made by this resource: it is gone on with, and keeps what it holds.`;

function overcommitted(name: string, host: string, bytes: number, free: number): string {
    return (
        `The volume "${name}" may grow to ${sizeText(bytes)}, but ${host} has ${sizeText(free)} free for it: writes of a ` +
        "unikernel fail when that is full."
    );
}
