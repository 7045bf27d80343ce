import type { InstanceInputs } from "../provider/host/inputs";
import { replacedUnderLoad } from "../tests/lab/generations";
import type { LoadOptions } from "../tests/lab/requests";
import { create, destroy, type LabHost } from "./lab-host";
import type { Result } from "./result";

const count = 20;

/** How many requests fail while a service is replaced again and again, each with a connection of its own. */
export async function replaceFailedRequests(
    name: string,
    host: LabHost,
    { inputsOf, load }: { inputsOf: (number: number) => InstanceInputs; load: LoadOptions },
): Promise<Result> {
    const service = {
        ssh: host.lab.ssh,
        create: (resource: string, inputs: InstanceInputs) => create(host, resource, inputs),
        destroy: (state: Parameters<typeof destroy>[2]) => destroy(host, "www", state),
    };
    const { last, tally } = await replacedUnderLoad(service, inputsOf, count, load);
    await service.destroy(last);
    const failed = tally.failures.length;
    return {
        ...{ name, ours: failed, reference: 0, ratio: failed, goal: 0, unit: "" },
        against: `${count} replacements at ${tally.perSecond.toFixed(1)} new connections/s`,
    };
}
