import type { Script } from "../../connection";
import { asRoot, common } from "./common";

/** The last lines that an instance wrote, those of its earlier starts among them. */
export function consoleScript(
    { service, folder }: { service: string; folder: string },
    lines: number,
): Script {
    return {
        body: [
            common,
            asRoot,
            `[ -e "$folder/owner" ] || refuse absent
journalctl "_SYSTEMD_UNIT=$service" --lines="$lines" --output=cat --no-pager 2>/dev/null | sed 's/^/console /'`,
        ].join("\n"),
        values: { service, folder, lines: String(lines) },
    };
}
