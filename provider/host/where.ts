import type { InstanceInputs } from "./inputs";

/** Where something is: the inputs of an instance, or of a network. */
interface Placed {
    readonly host?: InstanceInputs["host"];
}

/** How a host is reached can change while something is there. */
export function isSameHost({ host: one }: Placed, { host: other }: Placed): boolean {
    return one?.ssh?.host === other?.ssh?.host;
}

/** Inputs as the host itself may keep them: how it is reached, and with which key, is no business of its own. */
export function withoutAccess<Inputs extends Placed>(inputs: Inputs): Inputs {
    return { ...inputs, host: inputs.host?.ssh ? { ssh: { host: inputs.host.ssh.host } } : inputs.host };
}

/** What a volume says of the host that it is on: a `ref` goes to instances there only. */
export function hostLabel({ host }: Placed): string {
    return host?.ssh?.host ?? "local";
}
