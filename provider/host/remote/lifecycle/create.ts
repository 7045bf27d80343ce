import { NotReady } from "../../../protocol/errors";
import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { SshHost } from "../../connection";
import type { InstanceInputs } from "../../inputs";
import { newUnit } from "../../local/owner";
import type { Instance } from "../../lifecycle/outputs";
import type { InstanceOutputs } from "../../outputs";
import { hostOf, type RemoteHost } from "../hosts";
import { bringUp } from "./bring-up";
import { idOf } from "./names";
import { removeFrom } from "./removal";

export interface Request {
    readonly inputs: InstanceInputs;
    readonly ssh: SshHost;
}

/** An instance that is not ready is kept: its console tells why, and the next `up` goes on with it. */
export async function create(
    call: Call<Settings>,
    { inputs, ssh }: Request,
): Promise<{ readonly id: string; readonly outputs: InstanceOutputs }> {
    const host = hostOf(call, ssh);
    const name = inputs.name ?? call.name;
    const instance: Instance = { inputs, identity: { urn: call.urn, name, unit: newUnit() } };
    try {
        return {
            id: idOf(host, name),
            outputs: await bringUp(call, host, instance, { restart: false, isNew: true }),
        };
    } catch (error) {
        if (!(error instanceof NotReady)) await clear(host, instance);
        throw error;
    }
}

/** The call may have been given up, at any moment; what was begun is cleared away all the same, unless nothing else serves. */
async function clear(host: RemoteHost, instance: Instance): Promise<void> {
    const { signal } = new AbortController();
    await removeFrom(host, instance, { signal, yields: "or-stays" }).catch(() => undefined);
}
