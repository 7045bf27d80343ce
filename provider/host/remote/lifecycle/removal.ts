import { hasChanged, type RemoteHost } from "../hosts";
import type { Answer } from "../answers";
import type { Instance } from "../../lifecycle/outputs";
import { drainOf } from "../../lifecycle/policy";
import { requireHypervisor } from "../../machine";
import { tapTag } from "../../network/taps";
import { managersFor } from "../managers/list";
import { markedAs, ownerMark } from "../owner";
import { imagePath } from "../place";
import { answersOf } from "../refusals";
import { removeScript, type Yielding } from "../scripts/remove";

interface Removal {
    readonly signal: AbortSignal;
    readonly yields: Yielding;
}

/** Whatever has its name but another's mark stays. */
export async function removeFrom(
    host: RemoteHost,
    { inputs, identity }: Instance,
    { signal, yields }: Removal,
): Promise<readonly Answer[]> {
    const script = removeScript({
        ...{ name: identity.name, managers: managersFor(requireHypervisor(inputs)) },
        ...{ mark: ownerMark(identity), urn: markedAs(identity.urn), tapTag: tapTag(identity.unit) },
        ...{ image: imagePath(inputs.image.digest), drainSeconds: drainOf(inputs), yields },
    });
    const output = await host.connection.run(script, { signal }).finally(() => {
        hasChanged(host);
    });
    return answersOf(host, output);
}
