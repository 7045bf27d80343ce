import { join } from "node:path";
import { storeLayout } from "../../../../../provider/artifact/layout";
import { lookAtFolder, type FolderLook } from "../../../../../provider/build/source/folder/look";
import type { Request } from "../../../../../provider/build/source/request";
import { temporaryFolder } from "../temporary-folder";

interface World {
    /** The folder of the project, and of the store. */
    readonly folder: () => string;
    /** A path in the source. */
    readonly web: (path?: string) => string;
    readonly look: (changes?: Partial<Request<string>>) => Promise<FolderLook>;
    /** By a provider that has never seen the tree. */
    readonly hashAfresh: () => Promise<string>;
}

/** A source beside a store, for each test of a file. */
export function sourceWorld(): World {
    const folder = temporaryFolder();
    const look: World["look"] = (changes = {}) =>
        lookAtFolder({
            source: "./web",
            base: folder(),
            ignore: [],
            outputs: [],
            layout: storeLayout(join(folder(), "store")),
            signal: new AbortController().signal,
            ...changes,
        });
    return {
        folder,
        web: (path = ".") => join(folder(), "web", path),
        look,
        async hashAfresh() {
            const { hash } = await look({ layout: storeLayout(join(folder(), `store ${Math.random()}`)) });
            return hash;
        },
    };
}
