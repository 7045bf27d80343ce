import type { z } from "zod";
import { guestArguments } from "../../../hypervisors/arguments";
import type { NetworkDevice } from "../../../hypervisors/hypervisor";
import type { RestartPolicy } from "../../../inputs";
import { ownerLine } from "../../owner";
import type { Service } from "../service";

/** The options of `albatross-client create`, one a line. */
export function createOptions(service: Service): string {
    const { run, restart } = service;
    return [
        ownerLine(service),
        "# Written by Pulumi: what albatross was told when it was started.",
        `--mem=${run.memoryMiB}`,
        ...run.networks.map(net),
        ...restarts[restart],
        ...guestArguments(run.args).map((argument) => `--arg=${argument}`),
        "",
    ].join("\n");
}

function net(network: NetworkDevice): string {
    if (network.kind === "user" || network.bridge === undefined)
        throw new Error("albatross attaches to bridges");
    return `--net=${network.name}:${network.bridge}@${network.mac}`;
}

/** Without codes it leaves out those that would only come again. 0 is not among what it calls a failure here. */
const failures = Array.from({ length: 256 }, (_, status) => status).filter(
    (status) => status > 1 && (status < 60 || status > 64),
);

const restarts: Readonly<Record<z.output<typeof RestartPolicy>, readonly string[]>> = {
    no: [],
    "on-failure": ["--restart-on-fail", ...failures.map((status) => `--exit-code=${status}`)],
    always: ["--restart-on-fail"],
};
