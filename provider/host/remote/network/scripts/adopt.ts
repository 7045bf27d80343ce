import type { Script } from "../../../connection";
import { common } from "../../scripts/common";
import { platform } from "../../scripts/platform";
import { lookAt } from "./look";
import { placeValues } from "./values";

/** Says the addresses of a bridge that is there. Changes nothing, and needs no rights. */
export function adoptScript(bridge: string): Script {
    return {
        body: [
            common,
            platform,
            lookAt,
            `is_link "$bridge" || refuse absent "$bridge"
is_bridge "$bridge" || refuse other "$bridge"
addresses
say bridge "$bridge"`,
        ].join("\n"),
        values: placeValues(bridge),
    };
}
