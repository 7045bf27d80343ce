import { packageSchema } from "./protocol/schema/package";
import type { PackageSpec } from "./protocol/schema/spec";
import { provider } from "./provider";

/** The provider's schema.json, from which the SDKs and the reference are made. */
export function schema(): PackageSpec {
    return packageSchema(provider);
}
