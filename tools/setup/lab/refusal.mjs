import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Why no lab can run on this machine, where it is nothing that set-up can bring about. */
export function labRefusal() {
    if (!existsSync("/etc/debian_version")) return "they need Debian or Ubuntu";
    if (process.getuid?.() !== 0) return "they need root";
    const { status } = spawnSync("unshare", ["--mount", "--net", "true"], { stdio: "ignore" });
    return status === 0
        ? undefined
        : "they need the right to make namespaces, as `docker run --privileged` gives it";
}

/** The same of labs that are virtual machines: they are made of packages that not every release has. */
export function vmLabRefusal() {
    const refusal = labRefusal();
    if (refusal !== undefined) return refusal;
    if (process.arch !== "x64") return "they need a machine of the x86-64 kind";
    const isBookworm = /^VERSION_CODENAME=bookworm$/m.test(readFileSync("/etc/os-release", "utf8"));
    return isBookworm ? undefined : "they need Debian 12";
}
