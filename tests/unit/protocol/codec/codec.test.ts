import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Struct, Value as Wire } from "google-protobuf/google/protobuf/struct_pb";
import { decode, decodeObject } from "../../../../provider/protocol/codec/decode";
import { encode, encodeObject } from "../../../../provider/protocol/codec/encode";
import { sentinels, signature } from "../../../../provider/protocol/codec/signature";
import { kind, unknown, type UnknownType, type Value } from "../../../../provider/protocol/codec/value";
import { anyProperties, anyValue } from "./arbitrary";

describe("what is sent is what arrives", () => {
    test("whatever the value", () => {
        fc.assert(
            fc.property(anyValue, (value) => {
                const wire = Wire.deserializeBinary(encode(value).serializeBinary());
                expect(decode(wire)).toEqual(value);
            }),
        );
    });

    test("whatever the properties, and however they are called", () => {
        fc.assert(
            fc.property(anyProperties, (properties) => {
                const wire = Struct.deserializeBinary(encodeObject(properties).serializeBinary());
                const arrived = decodeObject(wire);
                expect(arrived).toEqual(properties);
                expect(Object.keys(arrived).sort()).toEqual(Object.keys(properties).sort());
            }),
        );
    });

    test("numbers that JSON has no word for, too", () => {
        for (const number of [Infinity, -Infinity, NaN, -0, Number.MAX_SAFE_INTEGER]) {
            const wire = Wire.deserializeBinary(encode(number).serializeBinary());
            expect(decode(wire)).toBe(number);
        }
    });
});

test.each(Object.entries(sentinels))("an unknown %s is one of the engine's own", (type, sentinel) => {
    expect(decode(new Wire().setStringValue(sentinel))).toEqual(unknown(type as UnknownType));
});

test("a property that is undefined is left out", () => {
    expect(decodeObject(encodeObject({ one: 1, none: undefined }))).toEqual({ one: 1 });
});

test("half a character does not make the engine refuse the whole message", () => {
    const wire = encodeObject({ "\ud800key": "cut \udc00 off" });
    expect(decodeObject(Struct.deserializeBinary(wire.serializeBinary()))).toEqual({
        "\ufffdkey": "cut \ufffd off",
    });
});

test("an output without a value is not known, whatever else is said of it", () => {
    const output = { [kind]: "output" as const, secret: true, dependencies: ["urn"] };
    expect(decode(encode(output))).toEqual(output);
});

test("a signature that is none of the engine's is refused, and named", () => {
    const wire = encode({ [signature]: "from the future" });
    expect(() => decode(wire)).toThrow('a value has the signature "from the future", which is none known');
});

test("a secret that lacks its value is refused", () => {
    const wire = encode({ [signature]: "1b47061264138c4ac30d75fd1eb44270" });
    expect(() => decode(wire)).toThrow("a tagged value lacks its value");
});

test("a property called __proto__ gets into no object's prototype, and the others arrive", () => {
    const properties = JSON.parse('{"__proto__": {"polluted": true}, "other": 1}') as Record<string, Value>;
    const arrived = decodeObject(Struct.deserializeBinary(encodeObject(properties).serializeBinary()));
    expect(arrived.other).toBe(1);
    expect(arrived.polluted).toBeUndefined();
    expect(Object.getPrototypeOf(arrived)).toBe(Object.prototype);
});
