import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Why no lab can run on this machine, where it is nothing that set-up can bring about. */
export function labRefusal() {
    if (!existsSync("/etc/debian_version")) return "they need Debian or Ubuntu";
    if (process.getuid?.() !== 0) return "they need root";
    const { status } = spawnSync("unshare", ["--mount", "--net", "true"], { stdio: "ignore" });
    return status === 0
        ? undefined
        : "they need the right to make namespaces, as `docker run --privileged` gives it";
}
