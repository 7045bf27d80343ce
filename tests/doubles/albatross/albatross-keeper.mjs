// Stands for albatross's daemons, for one unikernel: its TAP devices, its tender, its console, and what comes after its end.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathsOf, readState, writeState } from "./albatross-state.mjs";

const [name] = process.argv.slice(2);
const paths = pathsOf(name);
const state = readState(name);
let child;
let isDestroyed = false;

process.on("SIGTERM", () => {
    isDestroyed = true;
    child?.kill("SIGTERM");
});

const ip = (line) => execFileSync("ip", line.split(" "));

function makeTap({ bridge }) {
    let number = 0;
    while (existsSync(`/sys/class/net/vmmtap${number}`)) number += 1;
    const tap = `vmmtap${number}`;
    ip(`tuntap add ${tap} mode tap`);
    ip(`link set dev ${tap} up`);
    ip(`link set dev ${tap} master ${bridge}`);
    return tap;
}

async function run() {
    const taps = state.nets.map(makeTap);
    const nets = state.nets.flatMap((net, index) => [
        `--net:${net.name}=${taps[index]}`,
        `--net-mac:${net.name}=${net.mac}`,
    ]);
    child = spawn(
        `solo5-${state.target}`,
        [`--mem=${state.memory}`, ...nets, "--", paths.image, ...state.args],
        {
            stdio: ["ignore", "pipe", "pipe"],
        },
    );
    for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream }).on("line", (text) => {
            appendFileSync(paths.console, `${new Date().toISOString()} ${text}\n`);
        });
    writeState(name, { ...state, pid: process.pid });
    const [code] = await once(child, "close");
    for (const tap of taps) ip(`tuntap del dev ${tap} mode tap`);
    return code;
}

/** Not what was ended by a signal, nor what would only come again. */
function startsAgain(code) {
    if (isDestroyed || !state.restart || code === null) return false;
    if (code === 1 || (code >= 60 && code <= 64)) return false;
    return state.exitCodes.length === 0 || state.exitCodes.includes(code);
}

appendFileSync(paths.console, "");
while (startsAgain(await run()));
rmSync(paths.image, { force: true });
rmSync(paths.state);
