import type { Script } from "../../connection";
import { hostRoot, type Place } from "../place";
import { asRoot, common, inTurn, ownership, writeFile } from "./common";
import { lookAt } from "./look";

export interface StartRequest {
    readonly place: Place;
    readonly ownerLine: string;
    readonly mark: string;
    readonly unitText: string;
    readonly image: string;
    readonly sha256: string;
    /** The inputs, for an import, as one line. */
    readonly inputs: string;
    /** The text of its environment file; may be empty. */
    readonly environment: string;
    /** What was learned at the start, as one line. */
    readonly report: string;
    readonly bridges: readonly string[];
    readonly taps: readonly { readonly tap: string; readonly bridge: string }[];
    readonly volumes: readonly string[];
    /** Whether what runs now is ended first. */
    readonly restart: boolean;
    readonly consoleLines: number;
    readonly wait: { readonly body: string; readonly values: Readonly<Record<string, string>> };
    /** sed programs that find a better status than that of the hypervisor on the console's end. */
    readonly verdicts: readonly string[];
}

/** Makes an instance what it is to be, starts it, waits until it is ready and says how it is. Does no harm when run again. */
export function startScript(request: StartRequest): Script {
    const { place, ownerLine, mark, unitText, image, sha256, inputs, report, wait, consoleLines } = request;
    return {
        body: [
            ...[common, asRoot, ownership, writeFile, lookAt, requirements, claim, inTurn, write],
            request.restart ? restart : start,
            ...[wait.body, answer],
            ...request.verdicts.map((_sed, index) => verdict(index)),
        ].join("\n"),
        values: {
            ...{ root: hostRoot, folder: place.folder, service: place.service, unit_file: place.unitFile },
            ...{ owner: ownerLine, mark, unit_text: unitText, image, sha256, inputs, report },
            environment: request.environment,
            bridges: request.bridges.join("\n"),
            taps: request.taps.map(({ tap, bridge }) => `${tap} ${bridge}\n`).join(""),
            volumes: request.volumes.join("\n"),
            lines: String(consoleLines),
            ...wait.values,
            ...Object.fromEntries(request.verdicts.map((sed, index) => [`verdict_${index}`, sed])),
        },
    };
}

const requirements = `
while read -r bridge; do
    [ -z "$bridge" ] || [ -d "/sys/class/net/$bridge/bridge" ] || refuse bridge "$bridge"
done <<END
$bridges
END
while IFS= read -r volume; do
    [ -z "$volume" ] || [ -e "$volume" ] || refuse volume "$volume"
done <<END
$volumes
END
`;

/** What has its name but another's mark is left alone. */
const claim = `
if [ -e "$folder/owner" ]; then
    mine "$folder/owner" || refuse taken "$(cat "$folder/owner")"
elif [ -e "$unit_file" ]; then
    mine "$unit_file" || refuse foreign "$unit_file"
fi
`;

/**
 * The owner is written first: what follows can be removed by whoever finds it. The image may have gone with its last user
 * since it was put there; now that this one is on record it stays.
 */
const write = `
mkdir -p "$folder"
chmod 0711 "\${folder%/*}" "\${folder%/*/*}"
chmod 0700 "$folder"
write "$folder/owner" "$owner"
write "$folder/service" "$service"
write "$folder/image" "$image"
[ -f "$image" ] || refuse image
flock -u 9
write "$folder/sha256" "$sha256"
write "$folder/inputs" "$inputs"
write "$folder/environment" "$environment"
write "$folder/taps" "$taps"
rm -f "$folder/passed"
write "$folder/report" "$report"
write "$folder/unit" "$unit_text"
write "$unit_file" "$unit_text"
systemctl daemon-reload
systemctl enable --quiet "$service" 2>/dev/null
`;

/** Whether it fails is for what follows to see, which says why as well. */
const start = `
systemctl is-failed --quiet "$service" && systemctl reset-failed "$service"
systemctl start "$service" 2>/dev/null || :
`;

const restart = `
systemctl stop "$service" 2>/dev/null || :
systemctl reset-failed "$service" 2>/dev/null || :
systemctl start "$service" 2>/dev/null || :
`;

const answer = `
look "$folder"
journalctl "_SYSTEMD_UNIT=$service" --lines="$lines" --output=cat --no-pager 2>/dev/null | sed 's/^/console /'
`;

const verdict = (index: number): string => `
say verdict "${index} $(journalctl "_SYSTEMD_UNIT=$service" --lines=20 --output=cat --no-pager 2>/dev/null | sed -n "$verdict_${index}" | tail -n 1)"
`;
