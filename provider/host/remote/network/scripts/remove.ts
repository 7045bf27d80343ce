import type { Script } from "../../../connection";
import { asRoot, common, ownership } from "../../scripts/common";
import { platform } from "../../scripts/platform";
import { bsdNetworkScript } from "../boot/bsd-network";
import { either } from "../boot/either";
import { removeBooted } from "../boot/remove";
import type { NetworkIdentity } from "../plan";
import { networkScript } from "./network";
import { removeRecords } from "./records";
import { ownValues, placeValues } from "./values";

/** Removes what was made for a network, and nothing else. That nothing of it is left is fine. */
export function removeScript(identity: NetworkIdentity): Script {
    return {
        body: [common, platform, asRoot, ownership, either([ports, remove], removeBooted(ports))].join("\n"),
        values: {
            ...placeValues(identity.bridge),
            ...ownValues(identity),
            script: networkScript,
            bsd_script: bsdNetworkScript,
        },
    };
}

const ports = `
link=/sys/class/net/$bridge
if [ "$(cat "$link/ifalias" 2>/dev/null || :)" = "$tag" ]; then
    ports=$(ls "$link/brif")
    [ -z "$ports" ] || refuse ports $ports
fi
`;

/**
 * The network is taken down by the script that we know, not by what may be left of it there; a unit file that has gone is put back, for
 * systemd to forget it.
 */
const remove = `
drop() {
    if mine "$2"; then
        systemctl disable --quiet --now "$1" 2>/dev/null || :
        rm -f "$2"
        systemctl daemon-reload
        systemctl reset-failed "$1" 2>/dev/null || :
    fi
}
if [ ! -e "$unit_file" ] && mine "$folder/unit"; then cp "$folder/unit" "$unit_file"; fi
drop "$dhcp_service" "$dhcp_unit_file"
sh -c "$script" sh down "$folder" "$bridge" "$tag"
drop "$service" "$unit_file"
${removeRecords}`;
