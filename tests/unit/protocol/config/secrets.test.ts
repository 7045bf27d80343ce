import { expect, test } from "@jest/globals";
import { z } from "zod";
import { secret, type ObjectValue } from "../../../../provider/protocol/codec/value";
import { checkConfig, configure } from "../../../../provider/protocol/config/config";
import type { ProviderDefinition } from "../../../../provider/protocol/resource";

const token = z
    .string()
    .optional()
    .meta({ pulumi: { secret: true } });
const config = z.strictObject({
    store: z.string().optional(),
    cloud: z
        .strictObject({ project: z.string().optional(), token, roles: z.array(token).optional() })
        .optional(),
});
const definition: ProviderDefinition<unknown> = {
    ...{ name: "box", version: "1.0.0", description: "", repository: "", resources: [], functions: [] },
    config,
    configure: (values) => values,
};

const kept = (given: ObjectValue): unknown => checkConfig(definition, given).inputs;
const known = (given: ObjectValue): unknown => configure(definition, given).values;

const cloud = JSON.stringify({ project: "shop", token: "hunter22" });

test("a key within a property that comes as JSON is kept out of the state", () => {
    expect(kept({ cloud, store: "here", version: "1.0.0" })).toEqual({
        ...{ cloud: secret(cloud), store: "here", version: "1.0.0" },
    });
    expect(kept({ cloud: JSON.stringify({ roles: ["a"] }) })).toEqual({
        cloud: secret(JSON.stringify({ roles: ["a"] })),
    });
});

test("a property without a key is kept as it is given, and so is what the program calls secret itself", () => {
    const given = { cloud: JSON.stringify({ project: "shop" }), store: secret("here") };
    expect(kept(given)).toEqual(given);
    expect(kept({ cloud: secret(cloud) })).toEqual({ cloud: secret(cloud) });
});

test("beside a key that was set as a secret, a project's name is none", () => {
    const parts = { project: "shop", token: secret("hunter22") };
    expect(known({ cloud: secret(cloud) })).toEqual({ cloud: parts });
    expect(known({ cloud })).toEqual({ cloud: parts });
    expect(known({ cloud: { project: "shop", token: secret("hunter22") } })).toEqual({ cloud: parts });
});

test("what the user alone calls secret is secret as a whole", () => {
    const given = { store: secret("here"), cloud: secret(JSON.stringify({ project: "shop" })) };
    expect(known(given)).toEqual({ store: secret("here"), cloud: secret({ project: "shop" }) });
});
