import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Artifact } from "../../../provider/artifact/artifact";
import { storeLayout, type StoreLayout } from "../../../provider/artifact/layout";
import { addFile } from "../../../provider/artifact/store";
import type { Call } from "../../../provider/protocol/resource";
import type { Settings } from "../../../provider/settings";
import { callFor, settingsOf, type CallOptions } from "./calls";

/** A store of a test's own, and calls that use it. */
export interface TestStore {
    readonly layout: StoreLayout;
    readonly settings: Settings;
    call(name: string, options?: Omit<CallOptions, "settings">): Call<Settings>;
    /** Puts an image into the store. */
    image(contents: string | Uint8Array, more?: Partial<Artifact>): Promise<Artifact>;
    remove(): Promise<void>;
}

export async function testStore(): Promise<TestStore> {
    const root = await mkdtemp(join(tmpdir(), "unikernel-host-"));
    const layout = storeLayout(root);
    const settings = settingsOf(root);
    return {
        layout,
        settings,
        call: (name, options = {}) => callFor(name, { ...options, settings }),
        async image(contents, more = {}) {
            const { digest, size } = await addFile(layout, Buffer.from(contents));
            return { name: "program", digest, size, target: "unix", arch: "x86_64", devices: [], ...more };
        },
        remove: () => rm(root, { recursive: true, force: true }),
    };
}
