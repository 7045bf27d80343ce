import { existsSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { openBench } from "./bench";
import { hello } from "./project";

const bench = openBench();

const config = hello["config.ml"] ?? "";

describe("a make that says all is well and builds nothing", () => {
    it("is an error, though an older file of that name was there", async () => {
        const lock = bench.warmUp();
        bench.toolbox.scenario("builds-nothing");
        const message = await bench.project.failure({ lock });
        expect(message).toMatch(/^build: .*there is no dist\/hello\.spt: nothing was built/);
        expect(message).toContain("Your unikernel binary is now ready in ./dist/hello.spt");
    });

    it("does not follow a configure that failed, once config.ml is right again", async () => {
        const lock = bench.warmUp();
        bench.project.write({ "config.ml": "let () = register [ " });
        await bench.project.failure({ lock });
        bench.project.write({ "config.ml": config });
        const { file } = await bench.project.build({ lock });
        expect(existsSync(file)).toBe(true);
    });

    it("does not follow a `mirage describe` in the build's folder", async () => {
        const lock = bench.warmUp();
        const stub = readFileSync(join(bench.project.workspace, "dune"), "utf8").replace(
            "dune.build",
            "dune.config",
        );
        writeFileSync(join(bench.project.workspace, "dune"), stub);
        const { file } = await bench.project.build({ lock });
        expect(existsSync(file)).toBe(true);
    });
});

describe("config.ml", () => {
    it("that registers nothing is an error, even where an older one did", async () => {
        await bench.project.build();
        bench.project.write({ "config.ml": "open Mirage\n" });
        expect(await bench.project.failure()).toMatch(/^configure: .*config\.ml does not call `register`/);
    });

    it("names the unikernel: the folder's name and the image's do not", async () => {
        const lock = bench.warmUp();
        bench.project.write({ "config.ml": config.replace('"hello"', '"web"') });
        const { file } = await bench.project.build({ lock });
        expect(file).toBe(join(bench.project.workspace, "dist/web.spt"));
    });

    it("with another output name makes a file of that name and the target's ending", async () => {
        const lock = bench.warmUp();
        const { file } = await bench.project.build({ lock, options: { args: ["-o", "foo"] } });
        expect(file).toBe(join(bench.project.workspace, "dist/foo.spt"));
    });

    it("may be in a folder of its own", async () => {
        for (const name of Object.keys(hello)) {
            rmSync(join(bench.project.workspace, name));
            bench.project.write({ [`sub/${name}`]: hello[name] ?? "" });
        }
        const built = await bench.project.build({ options: { args: ["-f", "sub/config.ml"] } });
        expect(built.file).toBe(join(bench.project.workspace, "sub/dist/hello.spt"));
    });
});

describe("the lock", () => {
    it("survives `mirage clean` in the build's folder, which deletes mirage's copy of it", async () => {
        const lock = bench.warmUp();
        rmSync(join(bench.project.workspace, "mirage"), { recursive: true });
        const { stages } = await bench.project.build({ lock });
        expect(stages).toEqual(["configure", "build"]);
    });
});

describe("system packages", () => {
    it("are not installed unless the user says so", async () => {
        bench.toolbox.scenario("lock-needs-figlet");
        await bench.project.build();
        expect(bench.toolbox.calls()).not.toContainEqual(expect.stringMatching(/^opam-monorepo depext/));
    });

    it("are installed with `depext`, and the command is told when that fails", async () => {
        bench.toolbox.scenario("lock-needs-figlet");
        const message = await bench.project.failure({ options: { depext: true } });
        expect(message).toMatch(
            /^install-switch: system packages could not be installed with `apt-get install -qq -yy figlet`/,
        );
    });

    it("that the switch's packages need are named", async () => {
        bench.toolbox.scenario("switch-needs-figlet");
        expect(await bench.project.failure()).toMatch(
            /^install-switch: opam needs these system packages: figlet/,
        );
    });
});

describe("a cancelled build", () => {
    /** Resolves once the double has begun to fetch, and again and again writes. */
    const fetching = async (): Promise<void> =>
        new Promise((resolve) => {
            const watcher = watch(bench.toolbox.home, () => {
                if (!existsSync(join(bench.toolbox.home, "puller"))) return;
                watcher.close();
                resolve();
            });
        });

    const isAlive = (pid: number): boolean => {
        const stat = `/proc/${pid}/stat`;
        try {
            process.kill(pid, 0);
            return !existsSync(stat) || !readFileSync(stat, "utf8").includes(") Z ");
        } catch {
            return false;
        }
    };

    /** The kernel closes what a process has open before it counts as ended. */
    const ends = async (pid: number): Promise<boolean> => {
        const deadline = Date.now() + 20_000;
        while (isAlive(pid) && Date.now() < deadline) await new Promise(setImmediate);
        return !isAlive(pid);
    };

    it("leaves no opam-monorepo behind, and the next one fetches all sources", async () => {
        bench.toolbox.scenario("pull-hangs");
        const abort = new AbortController();
        const begun = fetching();
        const building = bench.project.build({ signal: abort.signal });
        await begun;
        abort.abort();
        await expect(building).rejects.toThrow("aborted");
        const puller = Number(readFileSync(join(bench.toolbox.home, "puller"), "utf8"));
        expect(await ends(puller)).toBe(true);
        bench.toolbox.endScenario("pull-hangs");
        const { stages } = await bench.project.build();
        expect(stages).toContain("pull");
        expect(readdirSync(join(bench.project.workspace, "duniverse"))).not.toContain("half");
    });
});

describe("another dune in the build's folder", () => {
    it("is told, instead of a build of nothing", async () => {
        const lock = bench.warmUp();
        bench.toolbox.scenario("dune-is-busy");
        expect(await bench.project.failure({ lock })).toMatch(/^configure: another dune is at work/);
    });
});

describe("a source with build files of its own", () => {
    it.each([
        ["Makefile", "all:\n\techo mine\n"],
        ["GNUmakefile", "all:\n\techo mine\n"],
        ["dune", "(rule (with-stdout-to x (echo x)))\n"],
        ["dune-project", "(lang dune 3.0)\n"],
        ["dune-workspace", "(lang dune 3.0)\n"],
        // mirage does not look for its header here.
        ["dune-project", ";; Generated by mirage.4.11.2\n(lang dune 3.0)\n"],
    ])("is refused with the name of the file: %s", async (name, contents) => {
        bench.project.write({ [name]: contents });
        expect(await bench.project.failure()).toContain(`configure: the source has a \`${name}\` of its own`);
        expect(bench.toolbox.calls()).not.toContainEqual(expect.stringMatching(/^mirage configure/));
    });

    it("builds when mirage itself has written them there", async () => {
        const lock = bench.warmUp();
        const { file } = await bench.project.build({ lock, target: "hvt" });
        expect(existsSync(file)).toBe(true);
    });
});

describe("the user's environment", () => {
    it("does not choose another target or other repositories", async () => {
        const lock = bench.warmUp();
        const env = { MODE: "xen", MIRAGE_EXTRA_REPOS: "mine:https://example.org/repo.git" };
        const { file, stages } = await bench.project.build({ env, lock });
        expect(file).toBe(join(bench.project.workspace, "dist/hello.spt"));
        expect(stages).not.toContain("lock");
    });

    it("does not pass on the flags of a make that `pulumi up` was started from", async () => {
        const lock = bench.warmUp();
        const { file } = await bench.project.build({ lock, env: { MAKEFLAGS: "n", MAKELEVEL: "1" } });
        expect(existsSync(file)).toBe(true);
    });
});

describe("output", () => {
    it("has no colours to strip from what mirage says", async () => {
        const message = await bench.project.failure({ options: { keys: { nosuch: "1" } } });
        expect(message).toMatch(/^configure: config\.ml has no key --nosuch\./);
        expect(message).toContain("mirage: unknown option --nosuch=1");
    });
});

describe("another mirage 4", () => {
    it("is refused with the version that is needed", async () => {
        bench.toolbox.scenario("old-layout");
        bench.toolbox.scenario("mirage-version", "4.4.0");
        expect(await bench.project.failure()).toMatch(
            /^configure: mirage 4\.4\.0 .* it needs mirage 4\.2 or later/,
        );
    });
});
