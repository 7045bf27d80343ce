import { afterEach, beforeEach } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeLayout, type StoreLayout } from "../../../provider/artifact/layout";

/** A store of its own for each test of a file. */
export function temporaryStore(): () => StoreLayout {
    let layout = storeLayout("");
    beforeEach(async () => {
        layout = storeLayout(join(await mkdtemp(join(tmpdir(), "store-")), "store"));
    });
    afterEach(async () => {
        await rm(join(layout.root, ".."), { recursive: true, force: true });
    });
    return () => layout;
}
