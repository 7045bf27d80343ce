import type { InstanceOutputs } from "../outputs";
import { replaceFile } from "./files";
import type { InstanceFolder } from "./folder";
import { readRecord } from "./records";

/** What was learned at the start of an instance, and cannot be again. */
export type Report = Pick<InstanceOutputs, "hypervisorVersion" | "accelerator" | "bootSeconds">;

export async function writeReport(folder: InstanceFolder, report: Report): Promise<void> {
    await replaceFile(folder.report, JSON.stringify(report));
}

export async function readReport(folder: InstanceFolder): Promise<Report> {
    return (await readRecord(folder.report, (text) => JSON.parse(text) as Report)) ?? {};
}
