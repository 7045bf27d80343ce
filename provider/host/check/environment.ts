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
    return given.flatMap((key) => {
        const reason = problemOf(key);
        return reason === undefined ? [] : [{ property: `env["${key}"]`, reason }];
    });
}

function problemOf(key: string): string | undefined {
    if (!variable.test(key))
        return "not the name of a variable: letters, digits and underscores, no digit first";
    return key.startsWith("_")
        ? "names that begin with an underscore are the supervisor's; choose another"
        : undefined;
}
