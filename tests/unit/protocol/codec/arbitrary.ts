import fc from "fast-check";
import {
    kind,
    secret,
    unknown,
    type Archive,
    type Asset,
    type ObjectValue,
    type UnknownType,
    type Value,
} from "../../../../provider/protocol/codec/value";

const text = fc.string({ unit: "grapheme" });
/** Protobuf's maps for JavaScript have no place for `__proto__`. */
const key = fc
    .oneof(text, fc.constantFrom("constructor", "value", "secret", "toString"))
    .filter((name) => name !== "__proto__");

const unknownTypes: UnknownType[] = ["boolean", "number", "string", "array", "asset", "archive", "object"];

const asset: fc.Arbitrary<Asset> = fc
    .record({ hash: text, text, path: text, uri: text }, { requiredKeys: [] })
    .map((fields) => ({ [kind]: "asset", ...fields }));

const archive: fc.Arbitrary<Archive> = fc
    .record(
        { hash: text, path: text, uri: text, assets: fc.dictionary(key, asset, { maxKeys: 3 }) },
        { requiredKeys: [] },
    )
    .map((fields) => ({ [kind]: "archive", ...fields }));

const object = (value: fc.Arbitrary<Value>): fc.Arbitrary<ObjectValue> =>
    fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));

/** Any value that the engine and the provider can tell each other. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true }),
        text,
        fc.constantFrom(...unknownTypes).map(unknown),
        asset,
        archive,
        tie("value").map(secret),
        fc.array(tie("value"), { maxLength: 4 }),
        object(tie("value")),
        fc
            .record(
                { value: tie("value"), secret: fc.boolean(), dependencies: fc.array(text, { maxLength: 3 }) },
                { requiredKeys: ["secret", "dependencies"] },
            )
            .map((fields): Value => ({ [kind]: "output", ...fields })),
        fc
            .record(
                { urn: text, id: tie("value"), name: text, type: text, packageVersion: text },
                { requiredKeys: ["urn"] },
            )
            .map((fields): Value => ({ [kind]: "resource", ...fields })),
    ),
})).value;

export const anyProperties: fc.Arbitrary<ObjectValue> = object(anyValue);
