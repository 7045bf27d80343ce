import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ImageInputs } from "../../../../provider/gcp/image";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { callTo, created, imageIn, inputs, lifecycle } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

describe("a part of the deprecation that the program leaves out goes from the image, too", () => {
    const replacement = "projects/test-project/global/images/web-2";
    const all = { state: "DEPRECATED", replacement, obsolete: "2030-01-01T00:00:00Z" } as const;
    test.each([
        ["the date", { state: all.state, replacement }],
        ["the replacement", { state: all.state, obsolete: all.obsolete }],
        ["both", { state: all.state }],
    ])("%s", async (_, deprecated) => {
        const state = await created(fake, { ...inputs, deprecated: all });
        const changed: ImageInputs = { ...inputs, deprecated };
        await lifecycle.update(callTo(fake), { inputs: changed, previous: state });
        expect(imageIn(fake, state).deprecated).toEqual(deprecated);
    });

    test("and when another run had made it", async () => {
        const state = await created(fake, { ...inputs, deprecated: all });
        await created(fake, { ...inputs, deprecated: { state: "DEPRECATED" } });
        expect(imageIn(fake, state).deprecated).toEqual({ state: "DEPRECATED" });
    });
});

test.each([
    ["a state that refuses uses as the wanted one does", { state: "DELETED" as const }],
    ["a replacement", { state: "OBSOLETE" as const, replacement: "projects/p/global/images/web-2" }],
])("a refresh finds %s that was set elsewhere", async (_, found) => {
    const state = await created(fake, { ...inputs, deprecated: { state: "OBSOLETE" } });
    imageIn(fake, state).deprecated = found;
    const read = await lifecycle.read(callTo(fake), { id: state.id, state });
    expect(read?.inputs.deprecated).toEqual(found);
});
