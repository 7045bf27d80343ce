import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import { connectLocal } from "../../connection";
import type { InstanceInputs } from "../../inputs";
import type { ProbeHostOutputs } from "../../probe-host";
import { parseAnswers } from "../answers";
import { factsIn } from "../facts";
import { hostOf } from "../hosts";
import { factsScript } from "../scripts/facts";

/** The same script tells of this machine and of any other. */
export async function lookAtHost(
    call: Pick<Call<Settings>, "settings" | "signal">,
    { host }: Pick<InstanceInputs, "host">,
): Promise<ProbeHostOutputs> {
    const connection = host?.ssh ? hostOf(call, host.ssh).connection : connectLocal();
    return factsIn(parseAnswers(await connection.run(factsScript, { signal: call.signal })));
}
