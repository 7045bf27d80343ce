import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { abandonedIntents, declareIntent, fulfilIntent } from "../../../../provider/host/local/intent";
import { ownMark } from "../../../../provider/process/owner";
import { urnOf } from "../calls";
import { testStore, type TestStore } from "../store";

let store: TestStore;
beforeEach(async () => (store = await testStore()));
afterEach(() => store.remove());

const intent = { urn: urnOf("www"), unit: "0123456789abcdef", name: "www-0123456" };

/** Has an intent that was declared by a process which this mark tells. */
async function declaredBy(mark: string): Promise<void> {
    await declareIntent(store.layout, intent);
    const folder = join(store.layout.instances, ".creating");
    const [file = ""] = await readdir(folder);
    await writeFile(join(folder, file), JSON.stringify({ ...intent, creator: mark }));
}

const abandoned = (name: string): Promise<string[]> =>
    abandonedIntents(store.layout, urnOf(name)).then((found) => found.map(({ unit }) => unit));

test("a creation that is under way is not abandoned", async () => {
    await declareIntent(store.layout, intent);
    expect(await abandoned("www")).toEqual([]);
});

test("a creation whose process has died is abandoned, and no business of another resource", async () => {
    await declaredBy((await ownMark()).replace(/^(\d+)\.[^.]+/, "$1.earlier"));
    expect(await abandoned("www")).toEqual([intent.unit]);
    expect(await abandoned("shop")).toEqual([]);
    await fulfilIntent(store.layout, intent);
    expect(await abandoned("www")).toEqual([]);
});

test("a creation on another machine that shares the store is left to that one", async () => {
    await declaredBy((await ownMark()).replace(/[0-9a-f]{12}$/, "0".repeat(12)));
    expect(await abandoned("www")).toEqual([]);
});

test("a declaration that was not written to its end is no obstacle", async () => {
    await declareIntent(store.layout, intent);
    const folder = join(store.layout.instances, ".creating");
    const [file = ""] = await readdir(folder);
    await writeFile(join(folder, file), '{"urn":');
    expect(await abandoned("www")).toEqual([]);
});

test("nothing was ever created in a new store", async () => {
    expect(await abandoned("www")).toEqual([]);
});
