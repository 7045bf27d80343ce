import { shellQuoted } from "../../shell-quote";
import { versionIn, type Tool } from "../tools";
import { waysToInstall } from "./tools";

const question = ({ name, versionArgv }: Tool): string =>
    `ask ${shellQuoted(name)} ${versionArgv.map(shellQuoted).join(" ")} &`;

/**
 * Asks every tool for its version, all at once, in one process for the build to start. opam offers to install a
 * missing plugin, which only a user may agree to.
 */
export const probeScript = (tools: readonly Tool[]): string =>
    [
        "unset OPAMYES; OPAMNO=true; export OPAMNO",
        "line='\n'",
        'ask() { name=$1; shift; answer=$("$@" 2>&1 </dev/null) && printf "%s=%s\\n" "$name" "${answer%%"$line"*}"; }',
        ...tools.map(question),
        'printf "prefix=%s\\n" "${OPAM_SWITCH_PREFIX:-$(opam var prefix 2>/dev/null </dev/null)}" &',
        "wait",
    ].join("\n");

export interface Probed {
    /** Tool → version, of those that answered. */
    readonly versions: Readonly<Record<string, string>>;
    /** The folder of the opam switch in use. */
    readonly switchPrefix?: string;
}

export const parseProbe = (stdout: string): Probed => {
    const answers = new Map(
        [...stdout.matchAll(/^([a-z0-9-]+)=(.*)$/gm)].map(([, name = "", answer = ""]) => [
            name,
            answer.trim(),
        ]),
    );
    const switchPrefix = answers.get("prefix") || undefined;
    answers.delete("prefix");
    const versions = [...answers].map(([name, answer]) => [name, versionIn(answer) ?? answer]);
    return { versions: Object.fromEntries(versions) as Record<string, string>, switchPrefix };
};

export const missingTools = (
    tools: readonly Tool[],
    found: Readonly<Record<string, string>>,
): readonly Tool[] => tools.filter(({ name }) => found[name] === undefined);

export const missingToolsMessage = (missing: readonly Tool[], switchName: string | undefined): string => {
    const list = missing.map((tool) => `  ${tool.name}: ${waysToInstall(tool)}`).join("\n");
    const [place, hint] =
        switchName === undefined
            ? [
                  "on PATH",
                  "If they are in an opam switch, name it in `switch`, or run `eval $(opam env)` before `pulumi up`.",
              ]
            : [`in the opam switch ${switchName}`, `Install them there, with \`--switch=${switchName}\`.`];
    return `not found ${place}; each with what installs it:\n${list}\n${hint}`;
};
