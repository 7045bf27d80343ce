import { type Struct, Value as Wire } from "google-protobuf/google/protobuf/struct_pb";
import { sentinels, signature, signatures } from "./signature";
import { isObject, isTagged, kind, unknown, type Archive, type Asset, type UnknownType } from "./value";
import type { ObjectValue, Tagged, Value } from "./value";

const unknownTypes = new Map(
    Object.entries(sentinels).map(([type, sentinel]) => [sentinel, type as UnknownType]),
);

/** The properties of a message. A message without them has none. */
export function decodeObject(struct: Struct | undefined): ObjectValue {
    return Object.fromEntries(struct ? entries(struct) : []);
}

export function decode(wire: Wire): Value {
    switch (wire.getKindCase()) {
        case Wire.KindCase.BOOL_VALUE:
            return wire.getBoolValue();
        case Wire.KindCase.NUMBER_VALUE:
            return wire.getNumberValue();
        case Wire.KindCase.STRING_VALUE:
            return decodeString(wire.getStringValue());
        case Wire.KindCase.LIST_VALUE:
            return (wire.getListValue()?.getValuesList() ?? []).map(decode);
        case Wire.KindCase.STRUCT_VALUE:
            return decodeStruct(decodeObject(wire.getStructValue()));
        default:
            return null;
    }
}

function entries(struct: Struct): [string, Value][] {
    const found: [string, Value][] = [];
    struct.getFieldsMap().forEach((wire, key) => found.push([key, decode(wire)]));
    return found;
}

function decodeString(text: string): Value {
    const type = unknownTypes.get(text);
    return type ? unknown(type) : text;
}

function decodeStruct(fields: ObjectValue): Value {
    if (!Object.hasOwn(fields, signature)) return fields;
    switch (fields[signature]) {
        case signatures.secret:
            return { [kind]: "secret", value: present(fields, "value") };
        case signatures.output:
            return {
                [kind]: "output",
                ...optional(fields, "value"),
                secret: fields.secret === true,
                dependencies: strings(fields.dependencies),
            };
        case signatures.resource:
            return {
                [kind]: "resource",
                urn: string(fields, "urn"),
                ...optional(fields, "id"),
                ...optionalStrings(fields, ["name", "type", "packageVersion"]),
            };
        case signatures.asset:
            return { [kind]: "asset", ...optionalStrings(fields, ["hash", "text", "path", "uri"]) };
        case signatures.archive:
            return {
                [kind]: "archive",
                ...optionalStrings(fields, ["hash", "path", "uri"]),
                ...members(fields.assets),
            };
        default:
            throw new TypeError(
                `a value has the signature ${JSON.stringify(fields[signature])}, which is none known`,
            );
    }
}

function members(assets: Value | undefined): Pick<Archive, "assets"> {
    if (!isObject(assets)) return {};
    const files = Object.entries(assets).filter((entry): entry is [string, Asset | Archive] =>
        isFile(entry[1]),
    );
    return { assets: Object.fromEntries(files) };
}

function isFile(value: Value): value is Tagged & (Asset | Archive) {
    return isTagged(value) && (value[kind] === "asset" || value[kind] === "archive");
}

function present(fields: ObjectValue, key: string): Value {
    const value = fields[key];
    if (value === undefined) throw new TypeError(`a tagged value lacks its ${key}`);
    return value;
}

function string(fields: ObjectValue, key: string): string {
    const value = present(fields, key);
    if (typeof value !== "string") throw new TypeError(`the ${key} of a tagged value is not a string`);
    return value;
}

function strings(value: Value | undefined): string[] {
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function optional<Key extends string>(fields: ObjectValue, key: Key): Partial<Record<Key, Value>> {
    const value = fields[key];
    return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

function optionalStrings<Key extends string>(
    fields: ObjectValue,
    keys: readonly Key[],
): Partial<Record<Key, string>> {
    const found = keys.filter((key) => typeof fields[key] === "string");
    return Object.fromEntries(found.map((key) => [key, fields[key]])) as Partial<Record<Key, string>>;
}
