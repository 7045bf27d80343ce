import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One recorded run of the real tools. */
export interface Recorded {
    /** Runs of one name are told apart by `#2`, `#3`. */
    readonly id: string;
    readonly argv: string;
    readonly cwd: string;
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
    /** Lines such as `+ ./Makefile 2444`: files that were made or written anew, or are gone, with their size. */
    readonly changes: readonly string[];
}

const form =
    /^### (.+)\nargv: (.*)\ncwd: (.*)\nrc: (\d+).*\n--- stdout:\n([\s\S]*?)--- stderr:\n([\s\S]*?)--- files.*\n([\s\S]*)$/;

const parse = (text: string): Recorded => {
    const match = form.exec(text);
    if (match === null) throw new Error(`not a recorded run: ${text.slice(0, 80)}`);
    const [, id = "", argv = "", cwd = "", exitCode = "", stdout = "", stderr = "", files = ""] = match;
    const changes = files.split("\n").filter((line) => /^[-+] /.test(line));
    return { id, argv, cwd, exitCode: Number(exitCode), stdout, stderr, changes };
};

const numbered = (runs: readonly Recorded[]): readonly Recorded[] => {
    const seen = new Map<string, number>();
    return runs.map((run) => {
        const count = (seen.get(run.id) ?? 0) + 1;
        seen.set(run.id, count);
        return count === 1 ? run : { ...run, id: `${run.id}#${count}` };
    });
};

const recordedRuns: readonly Recorded[] = numbered(
    readFileSync(join(__dirname, "transcripts", "recorded.txt"), "utf8")
        .split(/^(?=### )/m)
        .map(parse),
);

export const recorded = (id: string): Recorded => {
    const run = recordedRuns.find((each) => each.id === id);
    if (run === undefined) throw new Error(`no recorded run ${id}`);
    return run;
};

/** What make says itself, and the generated Makefile has it say. */
const ofMake =
    /^(?:make(?:\[\d+\])?: | ↳ |The (?:lock file has|sources have|dependencies have) been|dune build --profile|Your unikernel binary|Execute the binary|\x1b\[2m)/; // eslint-disable-line no-control-regex

const without = (text: string, unwanted: RegExp): string =>
    text
        .split("\n")
        .filter((line) => !unwanted.test(line))
        .join("\n");

/** The words of the failing tool: stderr as mirage and make passed it on. */
export const toolErrors = ({ stderr }: Recorded): string =>
    without(stderr.replace(/^run \['dune'[\s\S]*/m, ""), ofMake);

/** The words of opam and what it runs, without the progress of opam-monorepo. */
export const toolWords = ({ stdout }: Recorded): string =>
    without(without(stdout, ofMake), /^(?:==> |Nothing to do\.|\[2m)/);
