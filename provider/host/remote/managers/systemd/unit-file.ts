import { commandLineOf } from "../../../hypervisors/hypervisor";
import { isAllowedBridge } from "../../../network/bridge-name";
import { networkService } from "../../network/place";
import { ownerLine } from "../../owner";
import { plain } from "../../plain";
import type { Service } from "../service";
import { hardening } from "./hardening";
import { quoted } from "./quote";
import { tapLines } from "./taps";
import { userOf } from "./user";
import { awaitedLines, volumeLines } from "./volumes";

/** The whole text of its unit file. */
export function unitFile(service: Service): string {
    return [
        ownerLine(service),
        "# Written by Pulumi: what is changed here by hand is set right by the next `pulumi up --refresh`.",
        "[Unit]",
        `Description=unikernel ${plain(service.name)}`,
        "After=network.target",
        ...bridgeLines(service.taps),
        ...awaitedLines(service.run.volumes, service.needs),
        `StartLimitBurst=${service.restartLimit + 1}`,
        `StartLimitIntervalSec=${steadySeconds}`,
        "",
        "[Service]",
        ...running(service),
        ...restarting(service),
        ...limits(service),
        ...hardening(service.needs),
        "",
        "[Install]",
        "WantedBy=multi-user.target",
        "",
    ].join("\n");
}

/** Some of the bridges may be networks of ours, which are made at boot as well; systemd passes over the others. */
function bridgeLines(taps: Service["taps"]): string[] {
    const bridges = new Set(taps.flatMap(({ bridge }) => bridge ?? []).filter(isAllowedBridge));
    const networks = [...bridges].map(networkService).join(" ");
    return networks === "" ? [] : [`After=${networks}`, `Wants=${networks}`];
}

/** Restarts count as in a row when they are within a minute. */
const steadySeconds = 60;

/** When its host boots, it waits for bridges and volumes that come late, longer than systemd would wait for it. */
const longestStartSeconds = 180;

function running(service: Service): string[] {
    const { hypervisor, run, environmentFile, publishing, folder, unit, name } = service;
    return [
        "Type=exec",
        `TimeoutStartSec=${longestStartSeconds}`,
        "DynamicUser=yes",
        `User=${userOf(unit)}`,
        ...volumeLines(run.volumes, unit),
        ...tapLines(service),
        `ExecStart=${commandLineOf(hypervisor, run).map(quoted).join(" ")}`,
        ...(publishing ? [publishLine(folder)] : []),
        ...(environmentFile === undefined ? [] : [`EnvironmentFile=${environmentFile}`]),
        "StandardInput=null",
        "StandardOutput=journal",
        "StandardError=journal",
        `SyslogIdentifier=unikernel-${name}`,
    ];
}

/** For a start that is not ours, such as the host's. One whose turn has not come, or has passed, does not serve. */
function publishLine(folder: string): string {
    const words = [`[ ! -e "$1/serving" ] || exec sh "$1/publish" "$1"`, "sh", folder];
    return `ExecStartPost=-+/bin/sh -c ${words.map(quoted).join(" ")}`;
}

function restarting({ hypervisor, run, restart, graceSeconds }: Service): string[] {
    const exit = hypervisor.exitRules(run.image);
    return [
        `Restart=${restart}`,
        "RestartSec=1",
        ...statuses("SuccessExitStatus", exit.success),
        ...statuses("RestartPreventExitStatus", [
            ...(restart === "always" ? [] : exit.permanent),
            ...unstartable,
        ]),
        "KillMode=mixed",
        ...ending(Number(graceSeconds.toFixed(3))),
    ];
}

/** systemd takes no time at all for all the time in the world. */
function ending(graceSeconds: number): string[] {
    return graceSeconds > 0
        ? [`TimeoutStopSec=${graceSeconds}`]
        : ["KillSignal=SIGKILL", "TimeoutStopSec=10"];
}

/** What systemd ends with itself when it cannot execute a program as it is told to. */
const unstartable = [203, 216, 217, 218, 226, 227, 228];

function statuses(setting: string, values: readonly number[]): string[] {
    const own = values.filter((value) => value !== 0);
    return own.length === 0 ? [] : [`${setting}=${own.join(" ")}`];
}

function limits({ memoryMaxMiB, run: { cpus } }: Service): string[] {
    return [
        ...(memoryMaxMiB === undefined ? [] : [`MemoryMax=${memoryMaxMiB}M`, "MemorySwapMax=0"]),
        // A virtual machine has threads besides its processors, for its devices.
        `CPUQuota=${(cpus + 1) * 100}%`,
        "TasksMax=256",
        "LimitNOFILE=65536",
        "LimitCORE=0",
    ];
}
