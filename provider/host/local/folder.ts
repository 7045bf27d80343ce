import { join } from "node:path";
import type { StoreLayout } from "../../artifact/layout";

/** The files of one instance, below its folder in the store. */
export interface InstanceFolder {
    readonly path: string;
    /** Whose it is. */
    readonly owner: string;
    /** The inputs it was started with. */
    readonly specification: string;
    /** The image's digest, on a line. The store keeps that artifact for as long as this file is here. */
    readonly digest: string;
    readonly script: string;
    /** What the supervisor does when the hypervisor ends. Read by it each time. */
    readonly policy: string;
    /** The supervisor's process. */
    readonly supervisor: string;
    /** The hypervisor's process, written by the supervisor. */
    readonly guest: string;
    /** How the hypervisor ended, written by the supervisor. */
    readonly exit: string;
    /** What was learned when it was started. */
    readonly report: string;
    readonly console: string;
    /** What the console was before it was last truncated. */
    readonly previousConsole: string;
}

export function instanceFolder(layout: StoreLayout, name: string): InstanceFolder {
    return filesIn(join(layout.instances, name));
}

export function filesIn(path: string): InstanceFolder {
    const file = (name: string): string => join(path, name);
    return {
        path,
        owner: file("owner"),
        specification: file("spec.json"),
        digest: file("digest"),
        script: file("supervisor.sh"),
        policy: file("policy"),
        supervisor: file("supervisor"),
        guest: file("guest"),
        exit: file("exit"),
        report: file("report.json"),
        console: file("console.log"),
        previousConsole: file("console.log.1"),
    };
}
