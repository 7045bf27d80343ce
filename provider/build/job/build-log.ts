import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { inStore } from "../../artifact/failure";
import { makeFolder } from "../../artifact/folder";
import type { StoreLayout } from "../../artifact/layout";
import { openLog, type Log } from "../../process/output/log";

/** A new log for one build: `web-20261123T120000-1f2e3d.log`. */
export async function openBuildLog(layout: StoreLayout, name: string, now = new Date()): Promise<Log> {
    const safeName = name.replace(/[^\w.-]/g, "_").slice(0, 80);
    const time = now.toISOString().replace(/[-:]|\.\d+Z$/g, "");
    const file = `${safeName}-${time}-${randomBytes(3).toString("hex")}.log`;
    return inStore(layout, async () => {
        await makeFolder(layout.logs);
        return openLog(join(layout.logs, file));
    });
}
