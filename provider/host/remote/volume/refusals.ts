import { UserError } from "../../../protocol/errors";
import { installing } from "../../packages";
import { thisMachine } from "../machines";
import { allOf, firstOf, parseAnswers, type Answer } from "../answers";
import { ownerIn } from "../owner";
import { refusal, type Rows } from "../refusal";
import type { VolumeHost } from "./hosts";
import { sizeText } from "./size";

/** Why a host will not do what it is asked to with a volume. */
const rows: Rows<{ readonly volume: string }> = {
    rights: {
        property: "host",
        reason: ({ host }) =>
            host === thisMachine
                ? `logical volumes on ${host} need root: run \`pulumi\` as root, or leave \`lvm\` out`
                : `volumes on ${host} need root there: log in as root, or set \`sudo: true\` for a user who may use it ` +
                  "without a password",
    },
    elsewhere: {
        reason: ({ host, detail }) => {
            const [system = "", what = ""] = detail.split(" ");
            return `${host} is ${system}, ${onLinuxOnly[what] ?? what}`;
        },
    },
    tool: {
        reason: ({ host, detail }) => `${host} has no ${detail}. Install it there: ${installing(detail)}`,
    },
    group: {
        property: "lvm.group",
        reason: ({ host, detail }) =>
            `${host} has no volume group ${detail}. Name one that is there (\`vgs\` lists them), or create it there: ` +
            `vgcreate ${detail} DEVICE`,
    },
    absent: { property: "device", reason: ({ host, detail }) => `${host} has no device ${detail}` },
    other: { property: "device", reason: ({ host, detail }) => `${detail} on ${host} is not a block device` },
    mounted: {
        property: "device",
        reason: ({ host, detail }) =>
            `the device is in use on ${host}: it is mounted at ${detail}. Unmount it there, or choose another`,
    },
    held: {
        property: "device",
        reason: ({ host, detail }) =>
            `the device is in use on ${host}: it is part of ${detail}. Choose another`,
    },
    claimed: {
        property: "device",
        reason: ({ host, detail }) =>
            `the device is that of another volume on ${host}, which belongs to ${ownerIn(detail)}. Choose another`,
    },
    small: {
        property: "source",
        reason: ({ host, volume, detail }) =>
            `it does not fit into the volume "${volume}" on ${host}, which holds ${sizeText(Number(detail))}`,
    },
    taken: {
        property: "name",
        reason: ({ host, volume, detail }) =>
            `a volume "${volume}" is on ${host} already and belongs to ${ownerIn(detail)}. Choose another name; or, if it is ` +
            `to be managed here from now on, import it: pulumi import unikernel:host:Volume <resource name> ${idOf(host, volume)}`,
    },
    shape: {
        property: "name",
        reason: ({ host, volume, detail }) =>
            `a volume "${volume}" of this resource is on ${host} already, as ${shapeText(detail)}. Choose another name, or ` +
            `import it with the inputs it has: pulumi import unikernel:host:Volume <resource name> ${idOf(host, volume)}`,
    },
    foreign: {
        property: "name",
        reason: ({ host, detail }) =>
            `${detail} is on ${host} already and was not made by this program. Choose another \`name\``,
    },
    used: {
        reason: ({ host, volume, detail }) =>
            `the volume "${volume}" is used on ${host} still, by ${instances(detail)}. Remove what uses it; then delete it again`,
    },
    locked: {
        property: "size",
        reason: ({ host, volume, detail }) =>
            `the volume "${volume}" on ${host} cannot grow while it is used${detail === "" ? "" : `, by ${instances(detail)}`}: ` +
            "qcow2 files are locked then. Remove what uses it and grow it before that comes back, or make it raw",
    },
    space: {
        reason: ({ host, volume, detail }) =>
            `${host} has no space left for the volume "${volume}": ${sizeText(Number(detail) * 1024)} are free there. Make room, ` +
            "or choose another host",
    },
};

/** What volumes of Linux hosts can be besides files as they are. */
const onLinuxOnly: Readonly<Record<string, string>> = {
    "file-qcow2": "whose tenders read raw volumes only: make it raw",
    "lvm-raw": "which has no LVM: leave `lvm` out, for a file",
    "device-raw": "where volumes are files: leave `device` out",
};

/** How an import names it. */
const idOf = (host: string, volume: string): string => (host === thisMachine ? volume : `${host}/${volume}`);

function instances(detail: string): string {
    const names = detail.split(" ");
    return `the instance${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
}

/** `lvm raw /dev/vg0/data` */
function shapeText(shape: string): string {
    const [kind = "", format = "", ...path] = shape.split(" ");
    return kind === "file" ? `a ${format} file` : path.join(" ");
}

/** Whether it has to be given what the volume is to hold. */
export function wantsContent(output: string): boolean {
    return firstOf(parseAnswers(output), "refused") === "content";
}

/** What a script answered, unless it refused or what it ran failed. */
export function volumeAnswers(host: Pick<VolumeHost, "name">, volume: string, output: string): Answer[] {
    const answers = parseAnswers(output);
    const refused = firstOf(answers, "refused");
    if (refused === undefined) return answers;
    const said = refused.trimEnd();
    const tool = /^failed (.*)$/.exec(said)?.[1];
    if (tool !== undefined) throw failure(host.name, tool, allOf(answers, "words"));
    throw refusal(rows, host, said, { volume });
}

function failure(host: string, tool: string, words: readonly string[]): UserError {
    return new UserError([`${tool} failed on ${host}:`, ...words.map((line) => `  ${line}`)].join("\n"));
}
