import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ignoreRules } from "../../../../../provider/build/source/ignore/rules";
import { scan } from "../../../../../provider/build/source/index/scan";
import { syncWorkspace } from "../../../../../provider/build/source/workspace/sync";

/*
 * A process that brings a workspace up to date in which a tool, as Go does, has left read-only folders: where the source
 * has a file, and then in a workspace whose manifest is lost. It prints what the file holds each time.
 */
const folder = mkdtempSync(join(tmpdir(), "read-only-"));
const [root, workspace] = [join(folder, "source"), join(folder, "workspace")];
const { signal } = new AbortController();

async function sync(): Promise<void> {
    await syncWorkspace(
        { root, ...(await scan(root, ignoreRules([]), undefined, signal)) },
        workspace,
        signal,
    );
    console.log(readFileSync(join(workspace, "module"), "utf8"));
}

function leaveReadOnlyFolder(name: string): void {
    const path = join(workspace, name);
    rmSync(path, { force: true });
    mkdirSync(path);
    writeFileSync(join(path, "go.mod"), "", { mode: 0o444 });
    chmodSync(path, 0o555);
}

async function main(): Promise<void> {
    mkdirSync(root);
    writeFileSync(join(root, "module"), "of the source");
    await sync();
    leaveReadOnlyFolder("module");
    await sync();
    leaveReadOnlyFolder("cache");
    rmSync(`${workspace}.manifest`);
    await sync();
}

main().then(
    () => {
        rmSync(folder, { recursive: true, force: true });
    },
    (error: unknown) => {
        console.log(String(error));
    },
);
