import { boot } from "../../managers/supervisor/boot";
import { linuxOrBsd } from "../../scripts/platform/either";
import { removeRecords } from "../scripts/records";
import { bsdBridge } from "./bsd-network";

const portsOnBsd = `${bsdBridge}
script=$bsd_script
if net_is_ours "$bridge" && [ -n "$(bridge_members)" ]; then refuse ports $(bridge_members); fi
`;

/**
 * The body of the script that removes a network where systemd does not run the host; what it made there once is but files then.
 * `portsOnLinux` refuses where something is attached still.
 */
export const removeBooted = (portsOnLinux: string): string => `${boot}
${linuxOrBsd(portsOnLinux, portsOnBsd)}boot_disable "network-$bridge"
for file in "$unit_file" "$dhcp_unit_file"; do
    ! mine "$file" || rm -f "$file" "\${file%/*}"/*.wants/"\${file##*/}"
done
sh -c "$script" sh down "$folder" "$bridge" "$tag"
${removeRecords}`;
