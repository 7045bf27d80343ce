import { ListValue, NullValue, Struct, Value as Wire } from "google-protobuf/google/protobuf/struct_pb";
import { sentinels, signature, signatures } from "./signature";
import { wellFormed } from "./text";
import { isList, isTagged, kind, type Tagged, type Value } from "./value";

/** Properties as the engine reads them. One that is `undefined` is left out. */
export function encodeObject(properties: Readonly<Record<string, Value | undefined>>): Struct {
    const struct = new Struct();
    const fields = struct.getFieldsMap();
    for (const [key, value] of Object.entries(properties)) {
        if (value !== undefined) fields.set(wellFormed(key), encode(value));
    }
    return struct;
}

export function encode(value: Value): Wire {
    const wire = new Wire();
    if (value === null) return wire.setNullValue(NullValue.NULL_VALUE);
    if (typeof value === "boolean") return wire.setBoolValue(value);
    if (typeof value === "number") return wire.setNumberValue(value);
    if (typeof value === "string") return wire.setStringValue(wellFormed(value));
    if (isList(value)) {
        const list = new ListValue();
        list.setValuesList(value.map(encode));
        return wire.setListValue(list);
    }
    if (!isTagged(value)) return wire.setStructValue(encodeObject(value));
    if (value[kind] === "unknown") return wire.setStringValue(sentinels[value.type]);
    return wire.setStructValue(encodeObject({ [signature]: signatures[value[kind]], ...fieldsOf(value) }));
}

function fieldsOf(value: Exclude<Tagged, { [kind]: "unknown" }>): Record<string, Value | undefined> {
    switch (value[kind]) {
        case "secret":
            return { value: value.value };
        case "output":
            return {
                value: value.value,
                secret: value.secret || undefined,
                dependencies: value.dependencies.length > 0 ? value.dependencies : undefined,
            };
        case "resource":
            return {
                urn: value.urn,
                id: value.id,
                name: value.name,
                type: value.type,
                packageVersion: value.packageVersion,
            };
        case "asset":
            return { hash: value.hash, text: value.text, path: value.path, uri: value.uri };
        case "archive":
            return { hash: value.hash, assets: value.assets, path: value.path, uri: value.uri };
    }
}
