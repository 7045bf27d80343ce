import { baseEnvironment } from "../../../provider/process/environment";
import { run } from "../../../provider/process/run";

/** Stands for the plugin: runs a script and prints its lines. */
void run({
    argv: ["/bin/sh", "-c", process.argv[2] ?? ""],
    cwd: "/",
    env: baseEnvironment(),
    graceMs: Number(process.argv[3]),
    onLine: (line) => {
        process.stdout.write(`${line}\n`);
    },
});
