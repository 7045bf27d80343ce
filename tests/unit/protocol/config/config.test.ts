import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, type ObjectValue } from "../../../../provider/protocol/codec/value";
import { checkConfig, configure, fromVariables } from "../../../../provider/protocol/config/config";
import type { ProviderDefinition } from "../../../../provider/protocol/resource";

const config = z.strictObject({
    store: z.string().describe("Where it is kept."),
    limit: z.int().default(3).describe("How many."),
    hosts: z.array(z.string()).optional().describe("Which ones."),
});
const definition: ProviderDefinition<unknown> = {
    ...{ name: "box", version: "1.0.0", description: "", repository: "", resources: [], functions: [] },
    config,
    configure: (values) => values,
};

const settings = (given: ObjectValue): unknown => configure(definition, given).settings;

test("settings come as strings, and are what their types say", () => {
    expect(
        settings({ store: "42", limit: "7", hosts: '["a","b"]', version: "1.0.0", __internal: "x" }),
    ).toEqual({
        store: "42",
        limit: 7,
        hosts: ["a", "b"],
    });
    expect(settings({ store: secret("s"), limit: secret("7") })).toEqual({ store: "s", limit: 7 });
});

test("an engine that sends variables alone is understood", () => {
    expect(fromVariables([["box:config:store", "here"]])).toEqual({ store: "here" });
});

test("a missing setting is asked for by the name it is set by", () => {
    expect(() => settings({})).toThrow("The configuration lacks box:store.");
});

describe("a wrong setting is refused", () => {
    test.each<[string, ObjectValue, string, string]>([
        ["of another type", { store: "s", limit: "many" }, "limit", 'must be a whole number, not "many"'],
        ["misspelt", { store: "s", stroe: "t" }, "stroe", 'there is no such property; did you mean "store"?'],
        [
            "with a name that every object has",
            { store: "s", constructor: "x" },
            "constructor",
            'there is no such property; the properties are "store", "limit", "hosts"',
        ],
        ["that is secret", { store: "s", limit: secret("hunter2") }, '["limit"]', "must be a whole number"],
    ])("%s", (_, given, property, reason) => {
        expect(checkConfig(definition, given).failures).toEqual([{ property, reason }]);
        expect(() => settings(given)).toThrow(`${property}: ${reason}`);
    });
});
