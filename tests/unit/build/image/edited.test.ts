import { expect, test } from "@jest/globals";
import { join } from "node:path";
import { imageLifecycle } from "../../../../provider/build/image/lifecycle";
import { planBuild } from "../../../../provider/build/image/plan";
import { buildCounts, command, smallSource } from "./small-builds";
import { checked, create, update, world } from "./world";

const current = world();

test("a source that is edited between the check and the build is not built under the old hash", async () => {
    const { call } = current();
    const given = { source: await smallSource(current(), "one"), command };
    const inputs = await checked(call, given);
    await smallSource(current(), "two");
    await expect(imageLifecycle.create(call, { inputs })).rejects.toThrow(
        "The source changed while `pulumi up` ran (1 file changed: message), so nothing was built. Run `pulumi up` again when nothing writes to it.",
    );
    expect(await buildCounts(current())).toEqual([]);
    await create(call, given);
    expect(await buildCounts(current())).toEqual([1]);
});

test("the next up builds what was edited while an update ran", async () => {
    const { call } = current();
    const given = { source: await smallSource(current(), "one"), command };
    const first = await create(call, given);
    await smallSource(current(), "two");
    const inputs = await checked(call, given, first.inputs);
    await smallSource(current(), "three");
    await expect(imageLifecycle.update(call, { inputs, previous: first })).rejects.toThrow("changed while");
    const third = await update(call, first, given);
    expect(third.outputs.artifact.digest).not.toBe(first.outputs.artifact.digest);
});

test("with a hash of the program's own, or one that ignoreChanges keeps, the source is built as it is", async () => {
    const { call } = current();
    const given = { source: await smallSource(current(), "one"), command };
    const { inputs } = await create(call, given);
    await smallSource(current(), "two");
    await create(call, { ...given, sourceHash: "mine" });
    await checked(call, given);
    await imageLifecycle.create(call, { inputs });
    expect(await buildCounts(current())).toEqual([2]);
});

test("a lock file that is edited after the check is not built with", async () => {
    const { call, folder, write } = current();
    await write({ "web/config.ml": "", "web.locked": "one" });
    const file = join(folder, "web.locked");
    const inputs = await checked(call, { source: join(folder, "web"), lock: { file } });
    await write({ "web.locked": "two" });
    await expect(planBuild(call, inputs)).rejects.toThrow(
        /web\.locked changed since it was looked at: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}\. Nothing was built\. Run `pulumi up` again\./,
    );
});
