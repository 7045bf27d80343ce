import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";

/** A shell, which stands between, passes on no other names. */
const variable = /^[A-Za-z_]\w*$/;

export function checkEnvironment({ name }: Hypervisor, env: InstanceInputs["env"]): Failure[] {
    const given = Object.keys(env ?? {});
    if (given.length > 0 && name !== "process") {
        return [{ property: "env", reason: `${name} has no environment to give a unikernel; use \`args\`` }];
    }
    return given
        .filter((key) => !variable.test(key))
        .map((key) => ({
            property: `env["${key}"]`,
            reason: "not the name of a variable: letters, digits and underscores, no digit first",
        }));
}
