import type { FunctionDefinition, ProviderDefinition, ResourceDefinition } from "../resource";
import { shapeOf } from "../zod/shape";
import { document } from "./documentation";
import { propertiesOf, requiredOf } from "./object";
import { SchemaProblem } from "./problem";
import type { ComplexTypeSpec, FunctionSpec, ObjectSpec, PackageSpec, ResourceSpec } from "./spec";
import type { Place } from "./types";

/** The schema of a provider, from which its SDKs and its documentation are made. */
export function packageSchema<Settings>(definition: ProviderDefinition<Settings>): PackageSpec {
    const { name, version, description, repository, config, resources, functions } = definition;
    const types = new Map<string, ComplexTypeSpec>();
    const place = (token: string, isInput: boolean): Place => ({
        owner: token,
        path: [],
        isInput,
        types,
        packageName: name,
    });

    const settings = shapeOf(config);
    const variables = propertiesOf(settings, place("config", true));
    const spec = {
        name,
        version,
        description,
        homepage: repository,
        repository,
        ...definition.package,
        meta: { supportPack: true },
        config: { variables, defaults: requiredOf(settings) },
        provider: { description, inputProperties: variables, requiredInputs: requiredOf(settings) },
        resources: byToken(resources, (resource) => resourceSpec(resource, place)),
        functions: byToken(functions, (fn) => functionSpec(fn, place)),
    } as const;
    return {
        ...spec,
        types: Object.fromEntries([...types].sort(([one], [other]) => (one < other ? -1 : 1))),
    };
}

type PlaceOf = (token: string, isInput: boolean) => Place;

function resourceSpec<Settings>(definition: ResourceDefinition<Settings>, placeOf: PlaceOf): ResourceSpec {
    const { token, replaceOn } = definition;
    const inputs = shapeOf(definition.inputs);
    const outputs = shapeOf(definition.outputs);
    for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) {
        if (reserved.has(name))
            throw new SchemaProblem({ owner: token, path: [name] }, "is a name that Pulumi keeps for itself");
    }
    const inputProperties = propertiesOf(inputs, placeOf(token, true));
    const replacing = replaceOn.map((name) => [
        name,
        { ...inputProperties[name], willReplaceOnChanges: true },
    ]);
    return {
        description: document(definition),
        properties: { ...inputProperties, ...propertiesOf(outputs, placeOf(token, false)) },
        required: [...requiredOf({ ...inputs, ...outputs }, { withDefaults: true })],
        inputProperties: {
            ...inputProperties,
            ...(Object.fromEntries(replacing) as ResourceSpec["inputProperties"]),
        },
        requiredInputs: requiredOf(inputs),
    };
}

const reserved = new Set(["id", "urn", "version", "pulumi"]);

function functionSpec<Settings>(definition: FunctionDefinition<Settings>, placeOf: PlaceOf): FunctionSpec {
    const { token } = definition;
    return {
        description: document(definition),
        inputs: argumentSpec(shapeOf(definition.inputs), placeOf(token, true)),
        outputs: argumentSpec(shapeOf(definition.outputs), placeOf(token, false)),
    };
}

function argumentSpec(shape: ReturnType<typeof shapeOf>, place: Place): ObjectSpec {
    return {
        type: "object",
        properties: propertiesOf(shape, place),
        required: requiredOf(shape, { withDefaults: !place.isInput }),
    };
}

function byToken<Definition extends { readonly token: string }, Spec>(
    definitions: readonly Definition[],
    specOf: (definition: Definition) => Spec,
): Record<string, Spec> {
    return Object.fromEntries(definitions.map((definition) => [definition.token, specOf(definition)]));
}
