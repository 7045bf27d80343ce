import { shellQuoted } from "../../shell-quote";

/** What is to be done on a host, by its `sh`. */
export interface Script {
    /** POSIX sh, run under `set -eu`; sees `values` as shell variables. */
    readonly body: string;
    readonly values?: Readonly<Record<string, string>>;
}

export interface Rendering {
    /**
     * Its input stays open for as long as someone waits for the answer, and ends with the connection: then the script
     * and all that it has started end, too. It reads nothing.
     */
    readonly endsWithInput?: boolean;
}

/**
 * The whole text fed to `sh -s`. The body is in a function that is called on the last line: a shell has read everything
 * before it does anything, and what it reads after that is data.
 */
export function render({ body, values = {} }: Script, { endsWithInput = false }: Rendering = {}): string {
    return [
        printing,
        "main() {",
        ...Object.entries(values).map(([name, value]) => assignment(name, value)),
        body,
        "}",
        endsWithInput ? watched : unwatched,
        "",
    ].join("\n");
}

/**
 * Where `printf` is a program, as in OpenBSD, everyone could see what it is to print by `ps`. The shell of such a system has `print`.
 */
const printing = [
    'case $(command -v printf)-$(command -v print) in /*-print) printf() { case "$# $1" in',
    '"2 %s") print -rn -- "$2" ;; "2 %b") print -n -- "$2" ;; *) command printf "$@" ;; esac; } ;; esac',
].join("\n");

/** ssh says 255 when it fails itself. It is a subshell that fails, because a condition would switch `set -e` off. */
const finish = 'if [ "$status" -eq 255 ]; then status=254; fi; exit "$status"; }';

const unwatched = `{ (set -eu; main); status=$?; ${finish}`;

/** sshd makes each command the leader of a process group, which is what 0 stands for. */
const watched = [
    "{ exec 3<&0",
    "(read -r _ <&3; kill -s TERM 0) >/dev/null 2>&1 & watcher=$!",
    `(set -eu; main) </dev/null 3<&-; status=$?; kill "$watcher" 2>/dev/null; ${finish}`,
].join("; ");

const variableName = /^[a-z_][a-z0-9_]*$/;

/** What means nothing to any shell between quotes, but for the quote itself, and is the same in all encodings. */
const plain = /^[\n -~]*$/;

function assignment(name: string, value: string): string {
    if (!variableName.test(name)) throw new Error(`${name} is not a name for a shell variable`);
    if (value.includes("\0"))
        throw new Error(`the value of ${name} has a NUL, which no shell variable can hold`);
    return plain.test(value) ? `${name}=${shellQuoted(value)}` : printed(name, value);
}

/** This takes a process. The full stop saves line ends at the end, which `$(…)` takes off. */
function printed(name: string, value: string): string {
    const prints = pieces(octal(value)).map((piece) => `printf %b '${piece}'`);
    return `${name}=$(${[...prints, "echo ."].join("; ")}); ${name}=\${${name}%.}`;
}

/** As `printf %b` reads it. Nothing is left in it that means anything to a shell. */
function octal(value: string): string {
    return Buffer.from(value)
        .toString("latin1")
        .replace(
            /[^A-Za-z0-9 ,./:=@_+-]/g,
            (byte) => `\\0${byte.charCodeAt(0).toString(8).padStart(3, "0")}`,
        );
}

/** Where `printf` is a program, as in OpenBSD, its arguments must not be long. */
const longestPiece = 60_000;

function pieces(text: string): string[] {
    return text.match(new RegExp(`(?:\\\\0...|[^\\\\]){1,${longestPiece / 5}}`, "g")) ?? [];
}
