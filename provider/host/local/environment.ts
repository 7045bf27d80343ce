import { unitVariable } from "./group";

/** What a program of the process hypervisor may expect; the credentials in the plugin's environment are none of it. */
const passedOn = ["PATH", "HOME", "USER", "LOGNAME", "TZ", "LANG", "LC_ALL", "TMPDIR"];

export function guestEnvironment(
    unit: string,
    own: Readonly<Record<string, string>> = {},
    ambient: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
    const inherited = passedOn.flatMap((name) => {
        const value = ambient[name];
        return value === undefined ? [] : [[name, value] as const];
    });
    return { ...Object.fromEntries(inherited), ...own, [unitVariable]: unit };
}
