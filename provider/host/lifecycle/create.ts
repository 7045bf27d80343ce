import { storeLayout, type StoreLayout } from "../../artifact/layout";
import { NotReady, UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { InstanceInputs } from "../inputs";
import { claim } from "../local/claim";
import type { InstanceFolder } from "../local/folder";
import { abandonedIntents, declareIntent, fulfilIntent } from "../local/intent";
import { newUnit, type Owner } from "../local/owner";
import type { Identity } from "../machine";
import type { InstanceOutputs } from "../outputs";
import { bringUp } from "./bring-up";
import { defaultGraceSeconds } from "./policy";
import { tearDown } from "./tear-down";

export interface Created {
    readonly id: string;
    readonly outputs: InstanceOutputs;
}

/**
 * Nothing that is started here is ever without a record. What is unfinished is declared before its first trace, and
 * cleared away: by this, when it fails; by the next creation of the same resource, when the plugin was killed.
 */
export async function create(
    call: Call<Settings>,
    { inputs }: { readonly inputs: InstanceInputs },
): Promise<Created> {
    const layout = storeLayout(call.settings.store);
    const name = inputs.name ?? call.name;
    const owner: Owner = { urn: call.urn, unit: newUnit() };
    await clearAbandoned(layout, call.urn);
    await declareIntent(layout, { ...owner, name });
    try {
        const folder = await claimName(layout, { name, owner, inputs });
        return {
            id: name,
            outputs: await bringUpOrClear(call, folder, { inputs, identity: { ...owner, name } }),
        };
    } finally {
        await fulfilIntent(layout, owner);
    }
}

async function clearAbandoned(layout: StoreLayout, urn: string): Promise<void> {
    for (const intent of await abandonedIntents(layout, urn)) {
        await tearDown(layout, intent, defaultGraceSeconds);
        await fulfilIntent(layout, intent);
    }
}

async function claimName(
    layout: StoreLayout,
    {
        name,
        owner,
        inputs,
    }: { readonly name: string; readonly owner: Owner; readonly inputs: InstanceInputs },
): Promise<InstanceFolder> {
    const wanted = { name, owner, inputs };
    const first = await claim(layout, wanted);
    if (first.taken === undefined) return first.folder;
    // It is this resource's: made by a creation that the engine never heard the end of.
    if (first.taken.urn === owner.urn) await tearDown(layout, { ...first.taken, name }, defaultGraceSeconds);
    const second = await claim(layout, wanted);
    if (second.taken === undefined) return second.folder;
    throw new UserError(isTaken(name, second.taken), { property: "name" });
}

function isTaken(name: string, { urn }: Owner): string {
    return (
        `an instance "${name}" is on this machine already and belongs to ${urn}. Choose another name; or, if it is to ` +
        `be managed here from now on, import it: pulumi import unikernel:host:Instance <resource name> ${name}`
    );
}

/** An instance that is not ready is kept: its console tells why, and the next `up` goes on with it. */
async function bringUpOrClear(
    call: Call<Settings>,
    folder: InstanceFolder,
    instance: { readonly inputs: InstanceInputs; readonly identity: Identity },
): Promise<InstanceOutputs> {
    try {
        return await bringUp(call, folder, instance);
    } catch (error) {
        if (!(error instanceof NotReady)) {
            await tearDown(storeLayout(call.settings.store), instance.identity, defaultGraceSeconds);
        }
        throw error;
    }
}
