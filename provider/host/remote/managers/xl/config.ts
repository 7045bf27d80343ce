import { guestArguments } from "../../../hypervisors/arguments";
import type { BlockDevice, NetworkDevice } from "../../../hypervisors/hypervisor";
import type { RestartPolicy } from "../../../inputs";
import { ownerLine } from "../../owner";
import { folderOf } from "../../place";
import { domainName, domainUuid } from "../domain";
import type { Service } from "../service";
import { list, quoted } from "./quote";
import type { z } from "zod";

/** The whole text of its configuration file. */
export function domainConfig(service: Service): string {
    const { name, unit, run, graceSeconds } = service;
    const words = guestArguments(run.args);
    return [
        ownerLine(service),
        "# Written by Pulumi: what is changed here by hand is set right by the next `pulumi up --refresh`.",
        `# It has ${Math.ceil(graceSeconds)} seconds to end when it is told to.`,
        `name = ${quoted(domainName(name))}`,
        `uuid = ${quoted(domainUuid(unit))}`,
        'type = "pvh"',
        `kernel = ${quoted(run.kernel)}`,
        ...(words.length > 0 ? [`cmdline = ${quoted(words.join(" "))}`] : []),
        `memory = ${run.memoryMiB}`,
        `vcpus = ${run.cpus}`,
        ...(run.networks.length > 0 ? [`vif = ${list(run.networks.map((each) => vif(each, name)))}`] : []),
        ...(run.volumes.length > 0 ? [`disk = ${list(run.volumes.map(disk))}`] : []),
        ...endings[service.restart],
        "",
    ].join("\n");
}

/** What makes the device on the host says whose it is as well, and leads published ports to it when the host boots. */
function vif(network: NetworkDevice, name: string): string {
    if (network.kind === "user") throw new Error("Xen has no user networks");
    const bridge = network.bridge === undefined ? "" : `,bridge=${network.bridge}`;
    return `mac=${network.mac}${bridge},vifname=${network.tap},script=${folderOf(name)}/vif`;
}

/** All that follows `target=` is the path. */
function disk({ path, readOnly }: BlockDevice, index: number): string {
    const device = `xvd${String.fromCharCode("a".charCodeAt(0) + index)}`;
    return `format=raw,vdev=${device},access=${readOnly ? "r" : "rw"},target=${path}`;
}

/** A triple fault is a reboot to Xen. A guest that powers off has ended by itself, whatever its status. */
const endings: Readonly<Record<z.output<typeof RestartPolicy>, readonly string[]>> = {
    no: ends("destroy", "destroy"),
    "on-failure": ends("destroy", "restart"),
    always: ends("restart", "restart"),
};

function ends(byItself: string, byFailure: string): string[] {
    return [
        `on_poweroff = "${byItself}"`,
        ...["on_reboot", "on_crash", "on_watchdog", "on_soft_reset"].map(
            (event) => `${event} = "${byFailure}"`,
        ),
    ];
}
