import { afterAll, beforeAll } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for a file of tests; answers the path of a name in it. */
export function temporaryFolder(): (name: string) => string {
    let folder = "";
    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), "disk-"));
    });
    afterAll(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    return (name) => join(folder, name);
}
