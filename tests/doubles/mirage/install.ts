import { execFileSync } from "node:child_process";
import {
    chmodSync,
    copyFileSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { solo5Image, solo5ImageTargets, unixImage } from "./images";
import { recordedRuns, toolErrors, toolWords } from "./transcripts";

/** What the doubles, make and the generated Makefile use of the machine. Nothing else of it is on PATH. */
const systemTools =
    "basename cat chmod cksum cmp cp cut date dirname echo env expr false flock gmake grep head kill ls make mkdir mv " +
    "printf rm sed sh sha256sum sleep sort tail touch tr true uname wc";

export interface Toolbox {
    readonly home: string;
    /** A whole environment: the doubles on PATH, and of the machine only what make and they use. */
    readonly env: NodeJS.ProcessEnv;
    /** Asks for a behaviour, or with `undefined` ends it. The README lists them. */
    readonly scenario: (name: string, word?: string) => void;
    readonly endScenario: (name: string) => void;
    /** The packages in the switch, with their versions: `solo5.0.12.1`. Without these it has only the compiler. */
    readonly switchHas: (...packages: readonly string[]) => void;
    /** Takes a tool away. */
    readonly remove: (...tools: readonly string[]) => void;
    /** What was run since the last time this was asked, one `tool arguments` each. */
    readonly calls: () => readonly string[];
    readonly dispose: () => void;
}

const installScript = (from: string, to: string, home: string): void => {
    writeFileSync(to, readFileSync(from, "utf8").replace("@home@", home));
    chmodSync(to, 0o755);
};

const writeWords = (folder: string): void => {
    for (const run of recordedRuns) {
        writeFileSync(join(folder, `${run.id}.stdout`), run.stdout);
        writeFileSync(join(folder, `${run.id}.stderr`), run.stderr);
        writeFileSync(join(folder, `${run.id}.err`), toolErrors(run));
        writeFileSync(join(folder, `${run.id}.out`), toolWords(run));
    }
};

const writeImages = (folder: string): void => {
    for (const target of solo5ImageTargets) writeFileSync(join(folder, target), solo5Image(target));
    writeFileSync(join(folder, "unix"), unixImage());
};

const linkSystemTools = (folder: string): void => {
    const script = 'for tool in $1; do command -v "$tool"; done';
    const paths = execFileSync("sh", ["-c", script, "sh", systemTools], { encoding: "utf8" });
    for (const path of paths.split("\n").filter((line) => line.startsWith("/"))) {
        symlinkSync(path, join(folder, path.slice(path.lastIndexOf("/") + 1)));
    }
};

const switchState = (packages: readonly string[]): string =>
    `opam-version: "2.0"\ninstalled: [${["ocaml.5.3.0", ...packages].map((each) => `"${each}"`).join(" ")}]\n`;

/** What `make install-switch` put into the recorded switch. */
export const solo5Packages = ["mirage.4.11.2", "ocaml-solo5.1.2.0", "solo5.0.12.1"] as const;

/** Lays the doubles out as opam does: itself on PATH, everything else in the switch `mirage`. */
export const installMirage = (): Toolbox => {
    const home = mkdtempSync(join(tmpdir(), "mirage-double-"));
    const folder = (path: string): string => {
        mkdirSync(join(home, path), { recursive: true });
        return join(home, path);
    };
    const outside = folder("bin");
    const inSwitch = folder("root/mirage/bin");
    const plugins = folder("root/plugins");
    const system = folder("system");
    const scenarios = folder("scenario");
    const switchHas = (...packages: readonly string[]): void => {
        writeFileSync(join(folder("root/mirage/.opam-switch"), "switch-state"), switchState(packages));
    };
    switchHas();
    writeWords(folder("said"));
    writeImages(folder("images"));
    linkSystemTools(system);
    for (const name of readdirSync(join(__dirname, "lib"))) {
        copyFileSync(join(__dirname, "lib", name), join(folder("lib"), name));
    }
    copyFileSync(join(__dirname, "universe.opam.locked"), join(home, "universe.opam.locked"));
    for (const name of readdirSync(join(__dirname, "bin"))) {
        const place = name === "opam" ? outside : name === "opam-monorepo" ? plugins : inSwitch;
        installScript(join(__dirname, "bin", name), join(place, name), home);
    }
    const callsPath = join(home, "calls");
    writeFileSync(callsPath, "");
    return {
        home,
        env: { PATH: [outside, inSwitch, system].join(":"), HOME: home },
        scenario: (name, word = "") => {
            writeFileSync(join(scenarios, name), word);
        },
        endScenario: (name) => {
            rmSync(join(scenarios, name), { force: true });
        },
        switchHas,
        remove: (...tools) => {
            for (const place of [outside, inSwitch, plugins]) {
                for (const tool of tools) rmSync(join(place, tool), { force: true });
            }
        },
        calls: () => {
            const calls = readFileSync(callsPath, "utf8").split("\n").slice(0, -1);
            writeFileSync(callsPath, "");
            return calls;
        },
        dispose: () => {
            rmSync(home, { recursive: true, force: true });
        },
    };
};
