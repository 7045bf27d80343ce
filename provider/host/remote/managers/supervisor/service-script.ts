import { commandLineOf } from "../../../hypervisors/hypervisor";
import { supervisorScript } from "../../../local/supervisor";
import { formatPolicy } from "../../../local/policy";
import { tapTag } from "../../../network/taps";
import { ownerLine } from "../../owner";
import { hostRoot } from "../../place";
import type { Service } from "../service";
import { shellQuoted } from "../../../../shell-quote";
import { outerMac } from "../outer-mac";
import { freebsdPreparation, openbsdPreparation } from "./preparation/bsd";
import { linuxPreparation } from "./preparation/linux";
import { actions } from "./actions";
import { supervisionOn, type System } from "./supervision";
import { uidOf } from "./user";

const preparations: Readonly<Record<System, string>> = {
    Linux: linuxPreparation,
    FreeBSD: freebsdPreparation,
    OpenBSD: openbsdPreparation,
};

/**
 * The whole text of an instance's service script. Whatever starts services on the host calls it with `start`. That has it call
 * itself with `run`, as the supervisor, which has it call itself with `guest`, as the process that becomes the hypervisor.
 */
export function serviceScript(service: Service): string {
    const { folder, unit, hypervisor, needs } = service;
    const system = hypervisor.system ?? "Linux";
    return [
        ownerLine(service),
        "# Written by Pulumi: what is changed here by hand is set right by the next `pulumi up --refresh`.",
        "set -eu",
        `folder=${shellQuoted(folder)}`,
        `tag=${shellQuoted(tapTag(unit))}`,
        `uid=${uidOf(unit)}`,
        `policy=${shellQuoted(policyOf(service))}`,
        `taps=${shellQuoted(tapLines(service))}`,
        `devices=${shellQuoted(needs.devices.filter(isShared).join(" "))}`,
        `take_own() { take ${ownPaths(service)}; }`,
        ...becoming(service),
        supervisionOn(system).trim(),
        preparations[system].trim(),
        actions.trim(),
        supervisorScript.slice(supervisorScript.indexOf("\n") + 1),
    ].join("\n");
}

/** Its variables are the last to be read, as they may have any name. */
function becoming({ hypervisor, run, environmentFile }: Service): string[] {
    const words = commandLineOf(hypervisor, run).map(shellQuoted).join(" ");
    return [
        "become() {",
        ...(environmentFile === undefined
            ? []
            : ["    set -a", `    . ${shellQuoted(environmentFile)}`, "    set +a"]),
        "    cd /",
        `    exec "$@" ${words}`,
        "}",
    ];
}

function policyOf({ restart, restartLimit, graceSeconds, hypervisor, run }: Service): string {
    return formatPolicy({
        ...{ restart, limit: restartLimit, graceSeconds: Number(graceSeconds.toFixed(3)) },
        ...{ steadySeconds: 60, consoleBytes: 4 * 1024 * 1024, exit: hypervisor.exitRules(run.image) },
    });
}

/** A line for each TAP device that is to be made. */
function tapLines({ taps }: Service): string {
    return taps
        .flatMap(({ tap, bridge, mac }) =>
            bridge === undefined ? [] : [`${tap} ${bridge} ${outerMac(mac)}\n`],
        )
        .join("");
}

/** Those of everyone's devices that not everyone may use, everywhere. */
const isShared = (device: string): boolean => device === "/dev/kvm" || device === "/dev/net/tun";

/** What it writes becomes its own, as does what lies below our own folder, which nobody else may read. */
function ownPaths({ run: { volumes } }: Service): string {
    return volumes
        .filter(({ readOnly, path }) => !readOnly || path.startsWith(`${hostRoot}/`))
        .map(({ path }) => shellQuoted(path))
        .join(" ");
}
