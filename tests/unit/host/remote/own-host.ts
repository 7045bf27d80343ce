import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connectLocal, type Connection } from "../../../../provider/host/connection";
import { changing } from "../connection/changing";

/** For root, on Linux. */
export const canMakeNetworks =
    spawnSync("unshare", ["--net", "ip", "tuntap", "add", "dev", "t", "mode", "tap"]).status === 0;

/** What of a host can be had without one: this machine with a network, a /run and a /var/lib of its own. */
export interface OwnHost {
    readonly connection: Connection;
    stop(): Promise<void>;
}

const prepare = [
    "mount -t sysfs sysfs /sys",
    "mount -t tmpfs tmpfs /run",
    "mount -t tmpfs tmpfs /var/lib",
    "ip link set lo up",
    "echo ready",
    "exec cat",
].join(" && ");

export async function ownHost(): Promise<OwnHost> {
    const holder = spawn("unshare", ["--net", "--mount", "sh", "-c", prepare], {
        stdio: ["pipe", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    return {
        connection: changing(connectLocal(), ({ body, values = {} }) => {
            const names = ["whole_script", ...Object.keys(values)].join(" ");
            const enter = `exec nsenter --target ${holder.pid} --net --mount sh -c "$whole_script"`;
            const inside = { ...values, whole_script: `set -eu\n${body}` };
            return { body: `export ${names}\n${enter}`, values: inside };
        }),
        async stop() {
            const ended = once(holder, "exit");
            holder.stdin.end();
            await ended;
        },
    };
}
