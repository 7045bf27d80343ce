import { getProject, getStack } from "@pulumi/pulumi";
import { digitsOf, fitting, randomDigits } from "../names";

/** After the name of what is made for a port: `-65535`. */
const portDigits = 6;

export interface Names {
    /** Of all that is made. */
    readonly stem: string;
    /** The provider ends the names of templates in 26 digits, of which it leaves some out after a longer prefix. */
    readonly templatePrefix: string;
    /** Whom the firewall rule opens ports of. Two stacks that share a network do not share it. */
    readonly tag: string;
}

/** Names of Google Cloud: 63 lower-case letters, digits and dashes, a letter first. */
export function namesOf(name: string): Names {
    const rules = { allowed: /[a-z0-9-]/, lowerCase: true, letterFirst: true };
    const longest = 63 - randomDigits - portDigits;
    const stem = fitting(name, { ...rules, longest });
    return {
        stem,
        templatePrefix: `${fitting(name, { ...rules, longest: 36 })}-`,
        tag: `${stem}-${digitsOf(getProject(), getStack(), name).slice(0, 6)}`,
    };
}
