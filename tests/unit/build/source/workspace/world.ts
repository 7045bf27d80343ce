import { beforeEach } from "@jest/globals";
import { join } from "node:path";
import { ignoreRules } from "../../../../../provider/build/source/ignore/rules";
import { scan } from "../../../../../provider/build/source/index/scan";
import { syncWorkspace, type Tree } from "../../../../../provider/build/source/workspace/sync";
import { makeTree, temporaryFolder } from "../temporary-folder";

interface World {
    readonly folder: () => string;
    /** A path in the source. */
    readonly source: (path?: string) => string;
    /** A path in the workspace. */
    readonly workspace: (path?: string) => string;
    readonly look: () => Promise<Tree>;
    readonly sync: () => Promise<void>;
}

export const { signal } = new AbortController();

/** An empty source and its workspace, for each test of a file. */
export function workspaceWorld(): World {
    const folder = temporaryFolder();
    const source = (path = ""): string => join(folder(), "source", path);
    const workspace = (path = ""): string => join(folder(), "workspaces/web", path);
    const look = async (): Promise<Tree> => ({
        root: source(),
        ...(await scan(source(), ignoreRules([]), undefined, signal)),
    });
    beforeEach(() => {
        makeTree(source(), {});
    });
    return {
        folder,
        source,
        workspace,
        look,
        sync: async () => syncWorkspace(await look(), workspace(), signal),
    };
}
