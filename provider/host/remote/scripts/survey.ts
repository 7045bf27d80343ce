import type { Script } from "../../connection";
import { kvmGuest } from "../../hypervisors/kvm/guest";
import { managerShell } from "../managers/list";
import { asRoot, available, common, managed } from "./common";
import { choice } from "./choice";
import { kvmTrial } from "./facts";
import { octal } from "./octal";
import { platform } from "./platform";

export interface SurveyRequest {
    /** The tender or QEMU. Absent where the image itself is the program. */
    readonly executable?: string;
    /** Whether to see if a guest runs on KVM, which takes a moment. */
    readonly tryKvm: boolean;
    /** As `uname` calls it. */
    readonly system: string;
    /** The names of those that may keep it. */
    readonly managers: readonly string[];
    /** Those that an address is to be chosen on. */
    readonly bridges: readonly string[];
    /** The folder of the instance. */
    readonly folder: string;
    /** Where the image is to be, and the SHA-256 it has to have. */
    readonly image: string;
    readonly sha256: string;
}

/** Looks at what a host has, and takes the image from our side if it is not there or damaged. */
export function surveyScript(request: SurveyRequest): Script {
    const { executable = "", tryKvm, system: name, managers, bridges, folder, image, sha256 } = request;
    return {
        body: [
            ...[
                common,
                platform,
                asRoot,
                system,
                managed,
                managerShell,
                choice,
                available,
                facts,
                addresses,
                tool,
            ],
            ...(tryKvm ? [kvmTrial()] : []),
            receive,
        ].join("\n"),
        values: {
            ...{ executable, managers: managers.join(" "), system: name, folder, image, sha256 },
            bridges: bridges.join(" "),
            ...(tryKvm ? { guest: octal(kvmGuest) } : {}),
        },
    };
}

const system = `
machine=$(uname -s -m)
[ "\${machine% *}" = "$system" ] || refuse system "\${machine% *}"
`;

const facts = `
say arch "\${machine#* }"
[ ! -e /run/udev/control ] || say udev yes
`;

/**
 * Those that are taken, and those that the instance has already. On its bridges others may have some as well: the host, whoever was
 * heard of there, and those that DHCP gives one to, from a range.
 */
const addresses = `
for bridge in $bridges; do
    addresses_of "$bridge" | sed 's/^/taken host /'
    neighbours_of "$bridge" | sed -e 's/^/taken neighbour /' -e 's/$/\\/32/'
    network=\${folder%/instances/*}/networks/$bridge
    [ ! -e "$network/dhcp" ] || sed -n 's/.*"--dhcp-range=\\([0-9.]*\\),\\([0-9.]*\\),.*/range \\1 \\2/p' "$network/dhcp" 2>/dev/null || :
done
for record in "\${folder%/*}"/*/addresses; do
    [ -s "$record" ] || continue
    word=taken
    [ "$record" != "$folder/addresses" ] || word=own
    while read -r device address; do
        say "$word" "$device $address"
    done <"$record"
done
`;

const tool = `
if [ -n "$executable" ]; then
    tool=$(command -v "$executable") || refuse tool
    say tool "$tool"
fi
`;

/**
 * Under a name of the instance's own first: whoever removes that finds what has come of it. It is there before it arrives, since the folder
 * goes with the last that is in it.
 */
const receive = `
if [ -f "$image" ] && [ "$(digest "$image")" = "$sha256" ]; then
    say image present
else
    new=$image.\${folder##*/}
    take_turn "\${folder%/instances/*}"
    [ -d "\${image%/*}" ] || mkdir -p "\${image%/*}"
    [ ! -e "$new" ] || rm -f "$new"
    : >"$new"
    end_turn "\${folder%/instances/*}"
    echo send
    cat >"$new"
    [ "$(digest "$new")" = "$sha256" ] || { echo "the image arrived damaged" >&2; exit 1; }
    chmod 0755 "$new"
    mv -f "$new" "$image"
    say image received
fi
`;
