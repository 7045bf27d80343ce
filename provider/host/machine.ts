import type { Artifact, Device } from "../artifact/artifact";
import { UserError } from "../protocol/errors";
import type { BlockDevice, Hypervisor, NetworkDevice } from "./hypervisors/hypervisor";
import { hypervisorNamed, inferHypervisor } from "./hypervisors/list";
import type { InstanceInputs } from "./inputs";
import type { NetworkAttachment } from "./network/attachment";
import type { TapDevice } from "./network/taps";
import { addressIn } from "./network/cidr";
import { forwardsOf } from "./network/forwards";
import { macAddress, stackOf, tapName } from "./network/names";
import { authorityOf } from "./probe/target";
import { secretFile } from "./volume/secret";

/** The hypervisor an instance is run by; nothing when no hypervisor runs its image. */
export function hypervisorOf({
    hypervisor,
    image,
}: Pick<InstanceInputs, "hypervisor" | "image">): Hypervisor | undefined {
    return hypervisor === undefined ? inferHypervisor(image) : hypervisorNamed(hypervisor);
}

/** Where Check has seen to it that there is one. */
export function requireHypervisor(inputs: Pick<InstanceInputs, "hypervisor" | "image">): Hypervisor {
    const hypervisor = hypervisorOf(inputs);
    if (hypervisor) return hypervisor;
    throw new UserError(`nothing here runs an image for ${inputs.image.target}`, { property: "image" });
}

/** Whether the devices that an image lists are all it has. A plain kernel or a unix program lists none. */
export function hasManifest(image: Artifact): boolean {
    return image.devices.length > 0 || image.abi !== undefined;
}

/** In the manifest's order, in which a guest finds its devices; what it does not list comes last, by name. */
function inManifestOrder<Attachment>(
    image: Artifact,
    type: Device["type"],
    attachments: Readonly<Record<string, Attachment>> = {},
): [name: string, attachment: Attachment][] {
    const listed = image.devices.filter((device) => device.type === type).map(({ name }) => name);
    const place = (name: string): number => (listed.includes(name) ? listed.indexOf(name) : listed.length);
    return Object.entries(attachments).sort(
        ([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1),
    );
}

export interface Identity {
    readonly urn: string;
    readonly name: string;
    readonly unit: string;
}

export function networkDevices(inputs: InstanceInputs, { urn, name, unit }: Identity): NetworkDevice[] {
    const { macPrefix: prefix, tapName: named = tapName } = hypervisorOf(inputs) ?? {};
    // One that takes another's place on the network is known there by its address.
    const known = inputs.replacement === "l2" ? urn : name;
    return inManifestOrder(inputs.image, "net", inputs.networks).map(([device, attachment]) => {
        const mac = attachment.mac ?? macAddress({ stack: stackOf(urn), name: known, device, prefix });
        if (attachment.user)
            return { name: device, kind: "user", mac, forwards: forwardsOf(attachment.user.ports) };
        const { tap = named(unit, device), bridge } = attachment;
        return { name: device, kind: "tap", mac, tap, bridge };
    });
}

export function tapDevices(inputs: InstanceInputs, identity: Identity): TapDevice[] {
    return networkDevices(inputs, identity).filter((device) => device.kind === "tap");
}

/** Where what is attached is on the host. */
export interface VolumePlaces {
    readonly resolvePath: (path: string) => string;
    /** The instance's own, where its secrets are. */
    readonly folder: string;
}

export function blockDevices(inputs: InstanceInputs, { resolvePath, folder }: VolumePlaces): BlockDevice[] {
    return inManifestOrder(inputs.image, "block", inputs.volumes).map(([name, volume]) => ({
        name,
        path: volume.path === undefined ? `${folder}/${secretFile(name)}` : resolvePath(volume.path),
        format: volume.format ?? "raw",
        readOnly: volume.readOnly ?? false,
        sectorSize: volume.sectorSize ?? 512,
    }));
}

/**
 * The arguments, preceded by the address of its only network where the program gives one and the arguments do not. With
 * several networks their names depend on the unikernel.
 */
export function argumentsOf({
    args = [],
    networks = {},
}: Pick<InstanceInputs, "args" | "networks">): string[] {
    const [attachment, ...others] = Object.values(networks);
    if (attachment === undefined || others.length > 0) return args;
    return [...addressArguments(attachment).filter((derived) => !isGiven(args, derived)), ...args];
}

function addressArguments({ address, gateway, address6, gateway6 }: NetworkAttachment): string[] {
    return [
        ...(address === undefined ? [] : [`--ipv4=${address}`]),
        ...(gateway === undefined ? [] : [`--ipv4-gateway=${gateway}`]),
        ...(address6 === undefined ? [] : [`--ipv6=${address6}`]),
        ...(gateway6 === undefined ? [] : [`--ipv6-gateway=${gateway6}`]),
    ];
}

/** The addresses of several networks that no argument mentions: a unikernel has to be told of them in words of its own. */
export function untoldAddresses({
    args = [],
    networks = {},
}: Pick<InstanceInputs, "args" | "networks">): string[] {
    const attachments = Object.values(networks);
    if (attachments.length < 2) return [];
    return attachments
        .flatMap(({ address, address6 }) => [address, address6])
        .filter((address) => address !== undefined)
        .filter((address) => !args.some((argument) => argument.includes(addressIn(address))));
}

function isGiven(args: readonly string[], derived: string): boolean {
    const option = derived.slice(0, derived.indexOf("="));
    return args.some((argument) => argument === option || argument.startsWith(`${option}=`));
}

/** Where it can be reached, once it runs. */
export function addressesOf({ host, networks = {} }: Pick<InstanceInputs, "host" | "networks">): string[] {
    const devices = Object.entries(networks).sort(([one], [other]) => (one < other ? -1 : 1));
    return devices.flatMap(([, { user, ports, address, address6 }]) => [
        ...forwardsOf(ports).map(({ hostPort }) => authorityOf({ address: nameOf(host), port: hostPort })),
        ...forwardsOf(user?.ports).map(({ hostAddress, hostPort }) =>
            authorityOf({ address: hostAddress === "0.0.0.0" ? nameOf(host) : hostAddress, port: hostPort }),
        ),
        ...(user === undefined ? [address, address6].flatMap((each) => (each ? [addressIn(each)] : [])) : []),
    ]);
}

const nameOf = (host: InstanceInputs["host"]): string => host?.ssh?.host ?? "127.0.0.1";
