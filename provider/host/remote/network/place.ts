import { hostRoot } from "../place";

/** Where the things of one network lie on a host. */
export interface NetworkPlace {
    /** Its records. */
    readonly folder: string;
    readonly service: string;
    readonly unitFile: string;
    readonly dhcpService: string;
    readonly dhcpUnitFile: string;
    /** Its nft table, of the family inet. */
    readonly table: string;
}

export function networkPlace(bridge: string): NetworkPlace {
    const service = networkService(bridge);
    const dhcpService = `unikernel-dhcp-${bridge}.service`;
    return {
        ...{ service, dhcpService },
        folder: `${hostRoot}/networks/${bridge}`,
        unitFile: `/etc/systemd/system/${service}`,
        dhcpUnitFile: `/etc/systemd/system/${dhcpService}`,
        table: `unikernel_${bridge}`,
    };
}

/** What makes the bridge, where it is one of ours. */
export function networkService(bridge: string): string {
    return `unikernel-network-${bridge}.service`;
}
