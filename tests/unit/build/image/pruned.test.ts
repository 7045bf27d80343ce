import { expect, test } from "@jest/globals";
import { utimes } from "node:fs/promises";
import { findArtifact } from "../../../../provider/artifact/find";
import { addFile } from "../../../../provider/artifact/store";
import { command, smallSource } from "./small-builds";
import { create, testCall, world } from "./world";

const current = world();

test("a build leaves the store within its limit, with the image that it made", async () => {
    const { call, layout } = current();
    const old = await addFile(layout, Buffer.alloc(2 * 1024 * 1024));
    await utimes(old.path, 1, 1);
    const limited = testCall({ ...call.settings, storeLimitMiB: 1 });
    const { outputs } = await create(limited, { source: await smallSource(current()), command });
    expect(await findArtifact(layout, old.digest)).toBeUndefined();
    expect(await findArtifact(layout, outputs.artifact.digest)).toBeDefined();
});
