import { openSync } from "node:fs";
import { baseEnvironment } from "../../../provider/process/environment";
import { isGroupAlive } from "../../../provider/process/group";
import { run } from "../../../provider/process/run";

/* Stops a command when no further file can be opened, and prints whether anything of it is left. */

const controller = new AbortController();
let group = 0;

function openAllThereAre(): void {
    try {
        for (;;) openSync("/dev/null", "r");
    } catch {
        return;
    }
}

run({
    argv: ["/bin/sh", "-c", "echo $$; exec sleep 1000"],
    cwd: "/",
    env: baseEnvironment(),
    graceMs: 60_000,
    signal: controller.signal,
    onLine(line) {
        group = Number(line);
        openAllThereAre();
        controller.abort(new Error("enough"));
    },
}).catch(async (error: unknown) => {
    console.log(`${(error as Error).message}, ${(await isGroupAlive(group)) ? "alive" : "gone"}`);
    process.exit();
});
