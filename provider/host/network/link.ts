import { execa, type ExecaError } from "execa";
import { UserError } from "../../protocol/errors";

/** A network interface, as far as it matters here. */
export interface Link {
    readonly kind: "tap" | "bridge" | "other";
    readonly isUp: boolean;
    readonly alias?: string;
    readonly master?: string;
}

interface IpLink {
    readonly flags?: readonly string[];
    readonly ifalias?: string;
    readonly master?: string;
    readonly linkinfo?: { readonly info_kind?: string; readonly info_data?: { readonly type?: string } };
}

/** From what `ip -json -details link show` prints. */
export function parseLink(json: string): Link | undefined {
    const [link] = JSON.parse(json) as readonly IpLink[];
    if (link === undefined) return undefined;
    return {
        kind: kindOf(link),
        isUp: link.flags?.includes("UP") ?? false,
        alias: link.ifalias,
        master: link.master,
    };
}

function kindOf({ linkinfo }: IpLink): Link["kind"] {
    if (linkinfo?.info_kind === "bridge") return "bridge";
    return linkinfo?.info_kind === "tun" && linkinfo.info_data?.type === "tap" ? "tap" : "other";
}

/** Nothing when there is no such interface. */
export async function lookAtLink(name: string): Promise<Link | undefined> {
    try {
        return parseLink(await ip(["-json", "-details", "link", "show", "dev", name]));
    } catch (error) {
        if (error instanceof IpFailure && error.message.includes("does not exist")) return undefined;
        throw error;
    }
}

/** Several commands of `ip`, up to the first that fails. */
export async function ipBatch(commands: readonly string[]): Promise<void> {
    await ip(["-batch", "-"], commands.map((command) => `${command}\n`).join(""));
}

/** What `ip` said. Its messages are the kernel's and its own, in English: it knows no other language. */
export class IpFailure extends UserError {}

async function ip(args: readonly string[], input = ""): Promise<string> {
    try {
        return (await execa("ip", args, { input })).stdout;
    } catch (error) {
        const { code, stderr, shortMessage } = error as ExecaError<{ input: string }>;
        if (code === "ENOENT")
            throw new UserError("TAP devices need Linux and `ip`, which is in the package iproute2");
        throw new IpFailure(firstLine(stderr || shortMessage));
    }
}

function firstLine(text: string): string {
    return text.trim().split("\n")[0] ?? "";
}
