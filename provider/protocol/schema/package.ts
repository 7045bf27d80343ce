import type { ProviderDefinition } from "../resource";

export function packageSchema<Settings>(definition: ProviderDefinition<Settings>): object {
    return { name: definition.name, version: definition.version };
}
