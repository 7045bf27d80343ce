import { isIPv6 } from "node:net";
import type { Script } from "../../connection";
import { inFull6 } from "../../network/cidr";
import type { Chosen } from "../addresses";
import type { ServiceManager } from "../managers/manager";
import { folderOf, hostRoot } from "../place";
import { drops } from "./firewall";
import { handover, standBy, stepAside, takeOver, willStandBy } from "./handover";
import { leads, portTables, publishable } from "./ports";
import { asRoot, available, common, inTurn, managed, ownership, versions, writeFile } from "./common";
import { abandonment, begun } from "./creation";
import { lookAt } from "./look";
import { answer, finish } from "./outcome";
import { platform } from "./platform";
import { sayHeeded } from "./routers";
import { claim, reachable, requirements, unique, unused } from "./requirements";
import { secretScript, secretValues, type SecretFile } from "./secrets";
import { leading } from "./succession";

/** A port of the host that leads to one of a unikernel. */
export interface PublishedPort {
    readonly protocol: "tcp" | "udp";
    readonly hostPort: number;
    readonly address: string;
    readonly guestPort: number;
}

export interface StartRequest {
    /** Of the instance. */
    readonly name: string;
    readonly manager: ServiceManager;
    /** The path of what runs it there; empty where the image itself is the program. */
    readonly tool: string;
    /** What that says of itself; empty where it has not been asked yet. */
    readonly version: string;
    readonly ownerLine: string;
    readonly mark: string;
    /** What the manager is told. */
    readonly text: string;
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
    /** Those that outlive it. */
    readonly volumes: readonly { readonly path: string; readonly readOnly: boolean }[];
    readonly secrets: readonly SecretFile[];
    readonly addresses: Chosen;
    readonly ports: readonly PublishedPort[];
    /** By which its answers leave by IPv6. */
    readonly gateways6: readonly string[];
    /** The script that leads them to it. */
    readonly publishing: string;
    /** Where an older generation is there, it takes its place on its bridges. */
    readonly handover: boolean;
    readonly tapTag: string;
    /** Whether what runs now is ended first. */
    readonly restart: boolean;
    /** Whether it is being made, and the engine has yet to hear of it. */
    readonly isNew: boolean;
    /** Whether what its manager need not know to start it is told while it boots. */
    readonly late: boolean;
    readonly consoleLines: number;
    readonly wait: { readonly body: string; readonly values: Readonly<Record<string, string>> };
    /** sed programs that find a better status than that of the hypervisor on the console's end. */
    readonly verdicts: readonly string[];
}

/** Makes an instance what it is to be, starts it, waits until it is ready and says how it is. Does no harm when run again. */
export function startScript(request: StartRequest): Script {
    const { name, manager, tool, ownerLine, mark, text, image, sha256, inputs, report, wait, consoleLines } =
        request;
    return {
        body: [
            ...[
                common,
                platform,
                versions,
                asRoot,
                ownership,
                writeFile,
                managed,
                manager.shell,
                available,
                portTables,
                leads,
                drops,
                publishable,
                leading,
                abandonment,
                lookAt,
                reachable,
                requirements,
                claim,
                unused,
                inTurn,
                unique,
                ...(request.isNew ? [begun] : []),
                write(request),
                askVersion,
                secretScript(request.secrets),
            ],
            ...(request.handover ? [handover, willStandBy, define, standBy] : [define]),
            request.restart ? restart : start,
            ...(request.handover ? [stepAside] : []),
            ...(request.handover ? [] : [neighbours]),
            ...[firewall, wait.body, ...(request.handover ? [takeOver] : []), serve],
            answer(request.verdicts.length),
            ...(request.isNew ? [finish] : []),
            "tell_abandoned",
        ].join("\n"),
        values: {
            ...{ root: hostRoot, folder: folderOf(name), name, manager: manager.name, tool },
            version: request.version,
            ...{ owner: ownerLine, mark, text, image, sha256, inputs, report },
            environment: request.environment,
            bridges: request.bridges.join("\n"),
            taps: lines(request.taps.map(({ tap, bridge }) => `${tap} ${bridge}`)),
            volumes: lines(request.volumes.map(({ path, readOnly }) => `${readOnly ? "ro" : "rw"} ${path}`)),
            addresses: lines(
                Object.entries(request.addresses).map(([device, address]) => `${device} ${address}`),
            ),
            ports: lines(request.ports.map(portLine)),
            gateways6: request.gateways6.join(" "),
            publishing: request.publishing,
            ...secretValues(request.secrets),
            ...{ handover: request.handover ? "yes" : "", tap_tag: request.tapTag },
            late: request.late ? "yes" : "",
            lines: String(consoleLines),
            ...wait.values,
            ...Object.fromEntries(request.verdicts.map((sed, index) => [`verdict_${index}`, sed])),
        },
    };
}

const lines = (each: readonly string[]): string => each.map((line) => `${line}\n`).join("");

function portLine({ protocol, hostPort, address, guestPort }: PublishedPort): string {
    const inFull = isIPv6(address) ? ` ${inFull6(address)}` : "";
    return `${protocol} ${hostPort} ${address} ${guestPort}${inFull}`;
}

/**
 * Who makes it and whose it is are written first: what follows can be removed by whoever finds it. The image may have gone with its last user
 * since it was put there; now that this one is on record it stays.
 */
const write = ({ isNew }: StartRequest): string => `
mkdir -p "$folder/new"
${isNew ? "begin_creation" : ""}
chmod 0711 "\${folder%/*}" "\${folder%/*/*}"
chmod "$folder_mode" "$folder"
write "$folder/owner" "$owner"
umask 077
keep() { printf '%s' "$2" >"$folder/new/$1"; }
keep manager "$manager"
keep image "$image"
keep addresses "$addresses"
keep ports "$ports"
keep bridges "$bridges"
keep volumes "$volumes"
[ -z "$ports" ] || keep publish "$publishing"
mv -f "$folder/new"/* "$folder"
[ -f "$image" ] || refuse image
end_turn "$root"
keep sha256 "$sha256"
keep inputs "$inputs"
keep environment "$environment"
keep taps "$taps"
keep report "$report"
keep unit "$text"
[ -z "$version" ] || keep version "$version"
mv -f "$folder/new"/* "$folder"
umask 022
rm -rf "$folder/new" "$folder/passed" "$folder/version.new"
`;

/** QEMU takes its time to say its version: all else goes on meanwhile. Once it has, it need not be asked again. */
const askVersion = `
meanwhile=
if [ -n "$tool" ] && [ -z "$version" ]; then
    (umask 077 && version_of "$tool" >"$folder/version.new") &
    meanwhile=$!
fi
`;

const define = `
managed define "$name" "$folder/unit"
`;

/** Whether it fails is for what follows to see, which says why as well. */
const start = `
managed start "$name"
`;

const restart = `
managed stop "$name"
managed start "$name"
`;

/** Whoever had its address before had another card, which the host goes on sending to for a while. A guest may be up too early to say so. */
const neighbours = `
while read -r device address; do
    [ -z "$device" ] || for bridge in $bridges; do forget_neighbour "$bridge" "\${address%/*}"; done
done <<END
$addresses
END
`;

/** While it boots. */
const firewall = `
[ -z "$ports" ] || for bridge in $bridges; do drops "$bridge"; done
`;

/** Once it is ready its ports lead to it, and no more to an older generation. */
const serve = `
activity=$(managed activity "$name")
if [ -n "$ports" ] && [ -z "$problem" ] && [ "$activity" = running ]; then
    for other in $siblings; do
        [ ! -e "$other/serving" ] || note_before ports-before "$other"
    done
    lead_to "$folder" "$siblings"
    case $ports in *:*) ${sayHeeded("$root/heeds")} ;; esac
fi
`;
