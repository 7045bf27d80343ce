import { guestArguments } from "../../host/hypervisors/arguments";
import type { DiskArguments } from "../arguments";

/** The firmware adds words of its own, and arm64's Linux, whose way of starting kernels it is, takes 2,048 bytes of both. */
const longest = 1024;

export function problemOf(args: DiskArguments): string | undefined {
    if ("fromMetadata" in args) return "A board has no cloud to ask for arguments; give args as a list.";
    const broken = args.find((argument) => /[\n\r\0]/.test(argument));
    if (broken !== undefined) {
        return `The argument ${JSON.stringify(broken)} has a line break, which cmdline.txt cannot have; leave it out.`;
    }
    const bytes = Buffer.byteLength(guestArguments(args).join(" "));
    return bytes > longest
        ? `The arguments have ${bytes} bytes together, and cmdline.txt can have ${longest}; shorten them.`
        : undefined;
}

/** The contents of cmdline.txt. */
export function commandLine(args: readonly string[]): string {
    return `${guestArguments(args).join(" ")}\n`;
}
