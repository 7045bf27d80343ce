import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Toolbox } from "../../../doubles/mirage/install";
import type { Recorded } from "../../../doubles/mirage/transcripts";

export interface Replayed {
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
    readonly changes: readonly string[];
}

/** In the transcripts this path is three letters longer than it was when sizes were taken. */
const overlay = { recorded: "/toolchain-src/overlay-repo", replayed: "/overlays-of-the-machine" } as const;

/** Where the recorded runs had their tools → where the doubles are. */
const placed = (word: string, { home, env }: Toolbox): string =>
    word
        .replace("PATH=/usr/bin:/bin", `PATH=${home}/bin:${home}/system`)
        .replace(/PATH=\/(?:fake|conf)\S*/, `PATH=${env.PATH ?? ""}`)
        .replace("/toolchain/bin/", `${home}/root/mirage/bin/`)
        .replace(overlay.recorded, overlay.replayed);

const files = (folder: string, below = folder): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (["_build", "duniverse"].includes(entry.name)) return [];
        return entry.isDirectory() ? files(path, below) : [relative(below, path)];
    });

type Listing = ReadonlyMap<string, { readonly size: number; readonly stamp: bigint }>;

/** Of these the double does not know the recorded text, and makes up one of another size. */
const sizeIsUnknown =
    /\.ml$|\.xl|\.xml$|\.locked$|dune\.build|dune\.config$|dune-workspace$|dist\/.*\.|(?:network|xen|qubes|unikraft|foo).*\.opam/;

/** Rules for more than one file, of which not all words are known. */
const rulesOfXen = 400;

const line = (sign: string, path: string, size: number): string => {
    const isUnknown = sizeIsUnknown.test(path) || (path === "dist/dune" && size > rulesOfXen);
    return `${sign} ./${path}${isUnknown ? "" : ` ${size}`}`;
};

const changesBetween = (before: Listing, after: Listing): readonly string[] => [
    ...[...before].flatMap(([path, { size, stamp }]) =>
        after.get(path)?.stamp === stamp ? [] : [line("-", path, size)],
    ),
    ...[...after].flatMap(([path, { size, stamp }]) =>
        before.get(path)?.stamp === stamp ? [] : [line("+", path, size)],
    ),
];

/** A recorded run's changes, in the same form. */
export const comparableChanges = (run: Recorded): readonly string[] =>
    run.changes
        .map((change) => /^([-+]) \.\/(\S+) (\d+)$/.exec(change))
        .map((match) => line(match?.[1] ?? "", match?.[2] ?? "", Number(match?.[3])))
        .sort();

export interface Sandbox {
    readonly write: (files: Readonly<Record<string, string>>) => void;
    readonly remove: (...paths: readonly string[]) => void;
    /** Runs something that was not recorded, and has to end well. */
    readonly prepare: (command: string) => void;
    /** Runs the doubles as the real tools were run. */
    readonly replay: (run: Recorded) => Replayed;
    readonly dispose: () => void;
}

/** A folder in the place of one of the recorded ones. */
export const openSandbox = (toolbox: Toolbox): Sandbox => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "mirage-replay-")));
    const list = (): Listing =>
        new Map(
            files(folder).map((path) => {
                const { size, ctimeNs } = statSync(join(folder, path), { bigint: true });
                return [path, { size: Number(size), stamp: ctimeNs }];
            }),
        );
    return {
        write: (more) => {
            for (const [path, contents] of Object.entries(more)) {
                mkdirSync(dirname(join(folder, path)), { recursive: true });
                writeFileSync(join(folder, path), contents);
            }
        },
        remove: (...paths) => {
            for (const path of paths) rmSync(join(folder, path), { recursive: true, force: true });
        },
        prepare: (command) => {
            execFileSync("sh", ["-c", command], { cwd: folder, env: toolbox.env, stdio: "pipe" });
        },
        replay: (run) => {
            const before = list();
            const words = run.argv.replace(/^timeout \d+ /, "").split(" ");
            const [file = "", ...args] = words.map((word) => placed(word, toolbox));
            const result = spawnSync(file, args, { cwd: folder, env: toolbox.env, encoding: "utf8" });
            const asRecorded = (text: string): string =>
                text.replaceAll(folder, run.cwd).replaceAll(overlay.replayed, overlay.recorded);
            return {
                exitCode: result.status,
                stdout: asRecorded(result.stdout),
                stderr: asRecorded(result.stderr),
                changes: [...changesBetween(before, list())].sort(),
            };
        },
        dispose: () => {
            rmSync(folder, { recursive: true, force: true });
        },
    };
};
