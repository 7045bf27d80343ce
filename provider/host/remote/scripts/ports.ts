import type { Hypervisor } from "../../hypervisors/hypervisor";
import { linuxOrBsd } from "./platform/either";
import { pfDrain, pfLeads, pfPublishing, pfRequirements, pfUnpublish } from "./pf";
import { tables } from "./port-tables";
import * as nft from "./publish";

/** What those below need of the tables of published ports, which nft keeps on Linux; pf keeps them elsewhere. */
export const portTables = linuxOrBsd(tables, "\n:\n");

/** `leads FOLDER`: whether the ports of the instance in that folder lead to it. */
export const leads = linuxOrBsd(nft.leads, pfLeads);

/** `unpublish`: takes back what leads to `$folder`, which serves no more. */
export const unpublish = linuxOrBsd(nft.unpublish, pfUnpublish);

/** `drain`: waits until the connections to an instance that no longer serves have ended. */
export const drain = linuxOrBsd(nft.drain, pfDrain);

/**
 * `can_publish`: refuses where nothing could. `is_published PROTOCOL PORT`: whether that is one of ours. `listener_on PROTOCOL PORT`:
 * prints `yes`, and by which program where that is known, if something there listens on it for others.
 */
export const publishable = linuxOrBsd(nft.publishable, pfRequirements);

/** The script that is kept beside an instance and leads its ports to it, of which its folder is the only argument. */
export function publishingOn({ system }: Pick<Hypervisor, "system">): string {
    return system === undefined ? nft.publishing : pfPublishing;
}
