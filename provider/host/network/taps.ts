import { UserError } from "../../protocol/errors";
import type { NetworkDevice } from "../hypervisors/hypervisor";
import { IpFailure, ipBatch, lookAtLink } from "./link";

export type TapDevice = Extract<NetworkDevice, { kind: "tap" }>;

/** Says, in the interface's alias, which instance a TAP device was made for. */
export function tapTag(unit: string): string {
    return `pulumi-unikernel:${unit}`;
}

/** Makes those that are to be on a bridge; the others have to be there. A tender refuses one that is absent or down. */
export async function prepareTaps(devices: readonly TapDevice[], unit: string): Promise<void> {
    for (const device of devices) {
        if (device.bridge === undefined) await requireTap(device);
        else await makeTap(device, device.bridge, tapTag(unit));
    }
}

/** Removes those that were made for this instance. */
export async function removeTaps(devices: readonly TapDevice[], unit: string): Promise<void> {
    for (const { tap, bridge } of devices) {
        if (bridge === undefined) continue;
        const link = await lookAtLink(tap);
        if (link && isOurs(link.alias, unit)) await ipBatch([`link delete dev ${tap}`]);
    }
}

/** Without an alias it was left half-made: its name is derived from this instance's random number. */
function isOurs(alias: string | undefined, unit: string): boolean {
    return alias === undefined || alias === tapTag(unit);
}

async function requireTap({ name, tap }: TapDevice): Promise<void> {
    const link = await lookAtLink(tap);
    const property = `networks.${name}.tap`;
    if (link === undefined) {
        const remedy = `ip tuntap add dev ${tap} mode tap user $USER && ip link set ${tap} up`;
        throw new UserError(`the TAP device ${tap} does not exist. Create it: ${remedy}`, { property });
    }
    if (link.kind !== "tap") throw new UserError(`${tap} is not a TAP device`, { property });
    if (!link.isUp) {
        throw new UserError(`the TAP device ${tap} is down. Bring it up: ip link set ${tap} up`, {
            property,
        });
    }
}

async function makeTap({ name, tap }: TapDevice, bridge: string, tag: string): Promise<void> {
    const property = `networks.${name}.bridge`;
    await requireBridge(bridge, property);
    const link = await lookAtLink(tap);
    if (link?.alias !== undefined && link.alias !== tag) {
        throw new UserError(`the interface ${tap} is in the way: it is not this instance's`, { property });
    }
    const commands = [
        ...(link ? [] : [`tuntap add dev ${tap} mode tap`]),
        `link set dev ${tap} alias ${tag}`,
        `link set dev ${tap} master ${bridge}`,
        `link set dev ${tap} up`,
    ];
    await ipBatch(commands).catch((error: unknown) => {
        throw error instanceof IpFailure
            ? new UserError(refusal(error, { name, bridge }), { property })
            : error;
    });
}

async function requireBridge(bridge: string, property: string): Promise<void> {
    const link = await lookAtLink(bridge);
    if (link?.kind === "bridge") return;
    if (link) throw new UserError(`${bridge} is not a bridge`, { property });
    const remedy = `ip link add ${bridge} type bridge && ip link set ${bridge} up`;
    throw new UserError(`the bridge ${bridge} does not exist. Create it: ${remedy}`, { property });
}

function refusal({ message }: IpFailure, { name, bridge }: { name: string; bridge: string }): string {
    const what = `no TAP device could be made on the bridge ${bridge}: ${message}`;
    if (!/Operation not permitted|Permission denied/.test(message)) return what;
    return `${what}. Run this as root, or attach a TAP device that root has made: networks: { ${name}: { tap: … } }`;
}
