import { argv, kill, pid, stdout } from "node:process";
import { InstanceInputs } from "../../../../provider/host/inputs";
import { create } from "../../../../provider/host/lifecycle/create";
import { callFor, settingsOf } from "../calls";

/*
 * Stands for the plugin: `plugin.js STORE NAME INPUTS [STATUS]` creates the instance and prints its ID. It is killed
 * when its status line begins with STATUS.
 */
const [store, name = "", inputs = "", fatal = ""] = argv.slice(2);

async function main(): Promise<void> {
    const call = callFor(name, {
        settings: settingsOf(store),
        onStatus: (line) => {
            if (fatal !== "" && line.startsWith(fatal)) kill(pid, "SIGKILL");
        },
    });
    const { id } = await create(call, { inputs: InstanceInputs.parse(JSON.parse(inputs)) });
    stdout.write(`${id}\n`);
}

void main();
