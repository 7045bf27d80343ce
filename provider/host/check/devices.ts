import type { Artifact, Device } from "../../artifact/artifact";
import type { Failure } from "../../protocol/errors";
import type { Unknowns } from "../../protocol/resource";
import { hasManifest } from "../machine";

type Attached = Readonly<Record<string, unknown>>;

interface Kind {
    readonly type: Device["type"];
    readonly property: "networks" | "volumes";
    readonly noun: string;
}

const kinds: readonly Kind[] = [
    { type: "net", property: "networks", noun: "network device" },
    { type: "block", property: "volumes", noun: "block device" },
];

/** A unikernel boots only when all the devices of its manifest are attached, and no others. */
export function checkDevices(
    image: Artifact,
    attached: { readonly networks?: Attached; readonly volumes?: Attached },
    unknowns: Unknowns,
): Failure[] {
    if (!hasManifest(image)) return [];
    return kinds
        .filter(({ property }) => !unknowns.has(property))
        .flatMap((kind) => [
            ...missing(image, kind, attached[kind.property] ?? {}),
            ...surplus(image, kind, attached[kind.property] ?? {}),
        ]);
}

function missing(image: Artifact, { type, property, noun }: Kind, attached: Attached): Failure[] {
    return namesOf(image, type)
        .filter((name) => !(name in attached))
        .map((name) => ({
            property,
            reason: `${image.name} declares the ${noun} "${name}"; attach it: ${property}: { ${name}: … }`,
        }));
}

function surplus(image: Artifact, { type, property, noun }: Kind, attached: Attached): Failure[] {
    const declared = namesOf(image, type);
    return Object.keys(attached)
        .filter((name) => !declared.includes(name))
        .map((name) => ({
            property: `${property}.${name}`,
            reason: `${image.name} has no ${noun} "${name}"; ${listed(declared)}`,
        }));
}

function listed(declared: readonly string[]): string {
    return declared.length === 0
        ? "it declares none"
        : `it declares ${declared.map((name) => `"${name}"`).join(", ")}`;
}

function namesOf(image: Artifact, type: Device["type"]): string[] {
    return image.devices.filter((device) => device.type === type).map(({ name }) => name);
}
