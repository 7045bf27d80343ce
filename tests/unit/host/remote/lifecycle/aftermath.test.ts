import { expect, test } from "@jest/globals";
import { parseAnswers } from "../../../../../provider/host/remote/answers";
import { aftermathOf, type Aftermath } from "../../../../../provider/host/remote/lifecycle/aftermath";

const made = { isNew: true, hasPassed: false };
const changed = { isNew: false, hasPassed: false };
const removedFor = (name: string): Aftermath => ({
    action: "remove",
    word: `It was removed again. The old one, ${name}, goes on.`,
});

test.each<[string, Parameters<typeof aftermathOf>[0], string[], Aftermath]>([
    ["alone is kept", made, [], { action: "keep" }],
    ["makes way for the old one that serves", made, ["www-1 serves"], removedFor("www-1")],
    ["makes way for the old one that runs", made, ["www-1 runs"], removedFor("www-1")],
    ["makes way for the one that serves", made, ["www-1 runs", "www-2 serves"], removedFor("www-2")],
    [
        "is kept where the old ones have ended",
        made,
        ["www-1 ended", "www-2 ended"],
        { action: "keep", word: "It was kept, since no older one runs (www-1, www-2)." },
    ],
    ["is kept once its ports lead to it", { ...made, hasPassed: true }, ["www-1 runs"], { action: "keep" }],
    ["was there already is kept, since it may serve", changed, ["www-1 runs"], { action: "keep" }],
])("an instance that is not ready and %s", (_what, unready, siblings, expected) => {
    const answers = parseAnswers(siblings.map((sibling) => `sibling ${sibling}\n`).join(""));
    expect(aftermathOf(unready, answers)).toEqual(expected);
});
