import {
    chmodSync,
    copyFileSync,
    existsSync,
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
import { recorded, toolErrors, toolWords } from "./transcripts";

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
    /** Puts everything back as it was installed. */
    readonly reset: () => void;
    readonly dispose: () => void;
}

const installScript = (from: string, to: string, home: string): void => {
    writeFileSync(to, readFileSync(from, "utf8").replace("@home@", home));
    chmodSync(to, 0o755);
};

const wordsOf = (name: string): string => {
    const [, id = "", kind = ""] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    const run = recorded(id);
    if (kind === "err") return toolErrors(run);
    if (kind === "out") return toolWords(run);
    return kind === "stdout" ? run.stdout : run.stderr;
};

/** The recorded words the scripts ask for, as `said` finds them. */
const writeWords = (folder: string, scripts: readonly string[]): void => {
    const names = scripts.flatMap((script) => script.match(/[\w#-]+\.(?:err|out|stdout|stderr)\b/g) ?? []);
    for (const name of new Set(names)) writeFileSync(join(folder, name), wordsOf(name));
};

const writeImages = (folder: string): void => {
    for (const target of solo5ImageTargets) {
        writeFileSync(join(folder, target), solo5Image(target));
        const network = solo5Image(target, [{ name: "service", type: "net" }]);
        writeFileSync(join(folder, `${target}-network`), network);
    }
    writeFileSync(join(folder, "unix"), unixImage());
};

const folders = (process.env.PATH ?? "").split(":");

const linkSystemTools = (folder: string): void => {
    for (const tool of systemTools.split(" ")) {
        const place = folders.find((each) => existsSync(join(each, tool)));
        if (place !== undefined) symlinkSync(join(place, tool), join(folder, tool));
    }
};

const switchState = (packages: readonly string[]): string =>
    `opam-version: "2.0"\ninstalled: [${["ocaml.5.3.0", ...packages].map((each) => `"${each}"`).join(" ")}]\n`;

/** What `make install-switch` put into the recorded switch. */
export const solo5Packages = ["mirage.4.11.2", "ocaml-solo5.1.2.0", "solo5.0.12.1"] as const;

const programs = readdirSync(join(__dirname, "bin"));
const libraries = readdirSync(join(__dirname, "lib"));

/** As opam lays itself out: itself on PATH, its plugin beside the switches, everything else in the switch `mirage`. */
const placeOf = (program: string): string => {
    if (program === "opam") return "bin";
    return program === "opam-monorepo" ? "root/plugins" : "root/mirage/bin";
};

export const installMirage = (): Toolbox => {
    const home = mkdtempSync(join(tmpdir(), "mirage-double-"));
    const at = (path: string): string => join(home, path);
    const folder = (path: string): string => {
        mkdirSync(at(path), { recursive: true });
        return at(path);
    };
    const switchHas = (...packages: readonly string[]): void => {
        writeFileSync(join(folder("root/mirage/.opam-switch"), "switch-state"), switchState(packages));
    };
    const reset = (): void => {
        for (const path of ["bin", "root", "scenario", "puller"])
            rmSync(at(path), { recursive: true, force: true });
        for (const name of programs) {
            installScript(join(__dirname, "bin", name), join(folder(placeOf(name)), name), home);
        }
        folder("scenario");
        switchHas();
        copyFileSync(join(__dirname, "universe.opam.locked"), at("universe.opam.locked"));
        writeFileSync(at("calls"), "");
    };
    for (const name of libraries) copyFileSync(join(__dirname, "lib", name), join(folder("lib"), name));
    writeWords(
        folder("said"),
        programs.map((name) => readFileSync(join(__dirname, "bin", name), "utf8")),
    );
    writeImages(folder("images"));
    linkSystemTools(folder("system"));
    reset();
    return {
        home,
        env: { PATH: [at("bin"), at("root/mirage/bin"), at("system")].join(":"), HOME: home },
        scenario: (name, word = "") => {
            writeFileSync(at(`scenario/${name}`), word);
        },
        endScenario: (name) => {
            rmSync(at(`scenario/${name}`), { force: true });
        },
        switchHas,
        remove: (...tools) => {
            for (const tool of tools) rmSync(at(join(placeOf(tool), tool)));
        },
        calls: () => {
            const calls = readFileSync(at("calls"), "utf8").split("\n").slice(0, -1);
            writeFileSync(at("calls"), "");
            return calls;
        },
        reset,
        dispose: () => {
            rmSync(home, { recursive: true, force: true });
        },
    };
};
