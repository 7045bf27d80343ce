import type { Tool } from "./tools";

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const question = ({ name, versionArgv }: Tool): string =>
    `ask ${quote(name)} ${versionArgv.map(quote).join(" ")} &`;

/**
 * Asks every tool for its version, all at once, in one process for the build to start. opam offers to install a
 * missing plugin, which only a user may agree to.
 */
export const probeScript = (tools: readonly Tool[]): string =>
    [
        "unset OPAMYES; OPAMNO=true; export OPAMNO",
        'ask() { name=$1; shift; answer=$("$@" 2>&1 </dev/null) && printf "%s=%s\\n" "$name" "${answer%%[!\\ -~]*}"; }',
        ...tools.map(question),
        'printf "prefix=%s\\n" "${OPAM_SWITCH_PREFIX:-$(opam var prefix 2>/dev/null </dev/null)}" &',
        "wait",
    ].join("\n");

const versionIn = (answer: string): string => /\d+(?:\.\d+)+[^\s,;]*/.exec(answer)?.[0] ?? answer.trim();

export interface Probed {
    /** Tool → version, of those that answered. */
    readonly versions: Readonly<Record<string, string>>;
    /** The folder of the opam switch in use. */
    readonly switchPrefix?: string;
}

export const parseProbe = (stdout: string): Probed => {
    const answers = new Map(
        [...stdout.matchAll(/^([a-z0-9-]+)=(.*)$/gm)].map(([, name = "", answer = ""]) => [name, answer]),
    );
    const prefix = answers.get("prefix");
    answers.delete("prefix");
    return {
        versions: Object.fromEntries([...answers].map(([name, answer]) => [name, versionIn(answer)])),
        switchPrefix: prefix === "" ? undefined : prefix,
    };
};

export const missingTools = (
    tools: readonly Tool[],
    found: Readonly<Record<string, string>>,
): readonly Tool[] => tools.filter(({ name, optional }) => optional !== true && found[name] === undefined);

export const missingToolsMessage = (missing: readonly Tool[], given: string | undefined): string => {
    const list = missing.map(({ name, install }) => `  ${name}: ${install}`).join("\n");
    const place = given === undefined ? "on PATH" : `in the opam switch ${given}`;
    const hint =
        given === undefined
            ? "If they are in an opam switch, name it in `switch`, or run `eval $(opam env)` before `pulumi up`."
            : "Install them there, with `--switch` and the switch's name.";
    return `not found ${place}; each with what installs it:\n${list}\n${hint}`;
};
