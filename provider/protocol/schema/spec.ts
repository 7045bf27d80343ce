/**
 * The parts of Pulumi's package schema that we write.
 * https://github.com/pulumi/pulumi/blob/master/pkg/codegen/schema/pulumi.json
 */
export interface PackageSpec {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly displayName?: string;
    readonly publisher?: string;
    readonly license?: string;
    readonly keywords?: readonly string[];
    readonly homepage?: string;
    readonly repository?: string;
    readonly pluginDownloadURL?: string;
    readonly meta: { readonly supportPack: true };
    readonly config: { readonly variables: Properties; readonly defaults?: readonly string[] };
    readonly provider: ResourceSpec;
    readonly types: Readonly<Record<string, ComplexTypeSpec>>;
    readonly resources: Readonly<Record<string, ResourceSpec>>;
    readonly functions: Readonly<Record<string, FunctionSpec>>;
    readonly language?: Readonly<Record<string, unknown>>;
}

export interface TypeSpec {
    readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
    readonly $ref?: string;
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly oneOf?: readonly TypeSpec[];
    readonly discriminator?: {
        readonly propertyName: string;
        readonly mapping: Readonly<Record<string, string>>;
    };
}

export interface PropertySpec extends TypeSpec {
    readonly description?: string;
    readonly const?: string | number | boolean;
    readonly default?: string | number | boolean;
    readonly defaultInfo?: { readonly environment: readonly string[] };
    readonly deprecationMessage?: string;
    readonly secret?: boolean;
    readonly replaceOnChanges?: boolean;
    readonly willReplaceOnChanges?: boolean;
}

export type Properties = Readonly<Record<string, PropertySpec>>;

export interface ObjectSpec {
    readonly type: "object";
    readonly description?: string;
    readonly properties: Properties;
    readonly required?: readonly string[];
}

export interface EnumSpec {
    readonly type: "string" | "number";
    readonly description: string;
    readonly enum: readonly { readonly name: string; readonly value: string | number }[];
}

export type ComplexTypeSpec = ObjectSpec | EnumSpec;

export interface ResourceSpec {
    readonly description: string;
    readonly properties?: Properties;
    readonly required?: readonly string[];
    readonly inputProperties: Properties;
    readonly requiredInputs?: readonly string[];
}

export interface FunctionSpec {
    readonly description: string;
    readonly inputs: ObjectSpec;
    readonly outputs: ObjectSpec;
}
