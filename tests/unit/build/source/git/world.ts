import { afterEach, beforeEach } from "@jest/globals";
import { join } from "node:path";
import { storeLayout, type StoreLayout } from "../../../../../provider/artifact/layout";
import { lookAtSource, prepareWorkspace, type Look } from "../../../../../provider/build/source/look";
import type { Request } from "../../../../../provider/build/source/request";
import type { GitSource } from "../../../../../provider/build/source/types";
import { contents } from "../contents";
import { temporaryFolder } from "../temporary-folder";
import { makeRepository, type Repository } from "./repository";

interface World {
    /** The folder that the repository and the store are in. */
    readonly folder: () => string;
    readonly web: () => Repository;
    readonly layout: () => StoreLayout;
    readonly look: (source?: Partial<GitSource>, changes?: Partial<Request<GitSource>>) => Promise<Look>;
    /** What a build finds in its workspace. */
    readonly workspaceOf: (look: Look) => Promise<Record<string, string>>;
}

const { HOME, PATH } = process.env;

/** A repository beside a store, for each test of a file. A test may change where programs and git's settings are looked for. */
export function gitWorld(): World {
    const folder = temporaryFolder();
    let web: Repository;
    const layout = (): StoreLayout => storeLayout(join(folder(), "store"));
    beforeEach(() => {
        web = makeRepository(join(folder(), "web"));
    });
    afterEach(() => {
        Object.assign(process.env, { HOME, PATH });
    });
    return {
        folder,
        web: () => web,
        layout,
        look: (source = {}, changes = {}) =>
            lookAtSource({
                source: { git: "./web", ...source },
                base: folder(),
                ignore: [],
                outputs: [],
                layout: layout(),
                signal: new AbortController().signal,
                ...changes,
            }),
        async workspaceOf(look) {
            const workspace = join(layout().workspaces, "web");
            await prepareWorkspace(look, workspace, new AbortController().signal);
            return contents(workspace);
        },
    };
}
