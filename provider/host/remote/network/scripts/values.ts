import { tapTag } from "../../../network/taps";
import { hostRoot } from "../../place";
import { ownerMark } from "../../owner";
import { networkPlace } from "../place";
import type { NetworkPlan } from "../plan";

/** Where everything of a network is, as its scripts' variables. */
export function placeValues(bridge: string): Readonly<Record<string, string>> {
    const place = networkPlace(bridge);
    return {
        ...{ bridge, root: hostRoot, folder: place.folder, table: place.table },
        ...{ service: place.service, unit_file: place.unitFile },
        ...{ dhcp_service: place.dhcpService, dhcp_unit_file: place.dhcpUnitFile },
    };
}

/** By what its things are known to be its own. */
export function ownValues({ unit }: Pick<NetworkPlan, "unit">): Readonly<Record<"mark" | "tag", string>> {
    return { mark: ownerMark({ unit }), tag: tapTag(unit) };
}
