import { UserError } from "../../protocol/errors";
import { guestArguments } from "../../host/hypervisors/arguments";

/** SYSLINUX takes lines of 2,048 bytes, of which the kernel's path and the directive have some. */
const longest = 2000;

/** The arguments as SYSLINUX's configuration has them, which passes them on as they are: one line, split at its spaces. */
export function commandLine(args: readonly string[]): string {
    const problem = argumentsProblem(args);
    if (problem !== undefined) throw new UserError(problem, { property: "args" });
    return lineOf(args);
}

const lineOf = (args: readonly string[]): string => guestArguments(args).join(" ");

/** Why a native disk cannot pass on arguments; nothing when it can. */
export function argumentsProblem(args: readonly string[]): string | undefined {
    const broken = args.find((argument) => /[\n\r\0]/.test(argument));
    if (broken !== undefined) {
        return `The argument ${JSON.stringify(broken)} has a line break, which a native disk cannot pass on; leave it out.`;
    }
    if (args.includes("---")) {
        return "The argument --- ends the arguments of a kernel that SYSLINUX starts; leave it out.";
    }
    const spaces = args.find((argument) => /\s\s|\t/.test(argument));
    if (spaces !== undefined) {
        return `The argument ${JSON.stringify(spaces)} has a tab or several spaces in a row, which SYSLINUX makes one space; use one.`;
    }
    const bytes = Buffer.byteLength(lineOf(args));
    if (bytes > longest) {
        return `The arguments have ${bytes} bytes together, and a native disk can pass on ${longest}; shorten them.`;
    }
    return undefined;
}
