import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { openBench } from "./bench";
import { hello, openProject } from "./project";

const bench = openBench();

const everyStage = ["configure", "lock", "install-switch", "pull", "build"];
const warmStages = ["configure", "build"];

const config = hello["config.ml"] ?? "";
const withPackage = (text: string): Record<string, string> => ({
    "config.ml": config.replace('package "duration"', `package "duration"; ${text}`),
});

describe("a first build", () => {
    it("goes through every stage and answers the file it made", async () => {
        const built = await bench.project.build();
        expect(built.stages).toEqual(everyStage);
        expect(built.file).toBe(join(bench.project.workspace, "dist/hello.spt"));
        expect(readFileSync(built.file).subarray(0, 4).toString("latin1")).toBe("\x7fELF");
    });

    it("says which version of each tool had a part in it", async () => {
        const { versions } = await bench.project.build();
        expect(versions).toEqual({
            make: expect.stringMatching(/^\d/) as unknown,
            mirage: "4.11.2",
            opam: "2.1.2",
            "opam-monorepo": "0.4.3",
            dune: "3.24.2",
            ocaml: "5.3.0",
            ocamlfind: "1.9.8",
            solo5: "0.12.1",
        });
    });

    it("answers the lock it solved, which holds no path of the workspace", () => {
        const lock = bench.warmUp();
        expect(lock).toContain('"lwt" {= "6.1.2" & ?vendor}');
        expect(lock).not.toContain("mirage-project-");
    });

    it("makes an executable without an extension for unix", async () => {
        const built = await bench.project.build({ target: "unix" });
        expect(built.file).toBe(join(bench.project.workspace, "dist/hello"));
    });

    it("answers the kernel for Xen, not the files for its tools", async () => {
        const built = await bench.project.build({ target: "xen" });
        expect(built.file).toBe(join(bench.project.workspace, "dist/hello.xen"));
    });

    it.each([
        ["qubes", "hello.xen"],
        ["unikraft-firecracker", "hello.fc"],
        ["virtio", "hello.virtio"],
    ] as const)("finds what mirage calls the output for %s", async (target, name) => {
        const built = await bench.project.build({ target });
        expect(built.file).toBe(join(bench.project.workspace, "dist", name));
    });
});

describe("building again in a warm workspace", () => {
    it("only configures and compiles after a change of one line", async () => {
        const lock = bench.warmUp();
        const before = readFileSync(join(bench.project.workspace, "dist/hello.spt"));
        bench.project.write({ "unikernel.ml": `${hello["unikernel.ml"] ?? ""}(* changed *)\n` });
        const built = await bench.project.build({ lock });
        expect(built.stages).toEqual(warmStages);
        expect(readFileSync(built.file)).not.toEqual(before);
    });

    it("makes the same bytes and the same lock from the same source", async () => {
        const lock = bench.warmUp();
        const before = readFileSync(join(bench.project.workspace, "dist/hello.spt"));
        const built = await bench.project.build({ lock });
        expect(readFileSync(built.file)).toEqual(before);
        expect(built.lock).toBe(lock);
    });

    it("keeps the lock when only a key changes", async () => {
        bench.project.write({ "config.ml": `${config}(* "hello" *)\n` });
        const lock = bench.warmUp();
        const { stages } = await bench.project.build({ lock, options: { keys: { hello: "Ho" } } });
        expect(stages).toEqual(warmStages);
    });

    it("keeps the lock for another target with the same dependencies", async () => {
        const lock = bench.warmUp();
        const second = await bench.project.build({ lock, target: "hvt" });
        expect(second.stages).toEqual(warmStages);
        expect(second.file).toBe(join(bench.project.workspace, "dist/hello.hvt"));
    });

    it("fetches the sources again when some of them are gone", async () => {
        const lock = bench.warmUp();
        rmSync(join(bench.project.workspace, "duniverse/lwt"), { recursive: true });
        const { stages } = await bench.project.build({ lock });
        expect(stages).toEqual(["configure", "pull", "build"]);
    });

    it("installs again what somebody took out of the switch", async () => {
        const lock = bench.warmUp();
        bench.toolbox.switchHas("mirage.4.11.2");
        const { stages } = await bench.project.build({ lock });
        expect(stages).toEqual(["configure", "install-switch", "build"]);
    });

    it("installs every time when there is no telling what the switch holds", async () => {
        const lock = bench.warmUp();
        const ambient = { ...bench.toolbox.env, OPAM_SWITCH_PREFIX: "/nonexistent" };
        const { stages } = await bench.project.build({ lock, ambient });
        expect(stages).toContain("install-switch");
    });

    it("does everything again when the workspace's own record of it is damaged", async () => {
        const lock = bench.warmUp();
        writeFileSync(join(bench.project.workspace, ".unikernel-mirage.json"), '{"pulled":');
        const { stages } = await bench.project.build({ lock });
        expect(stages).toEqual(["configure", "install-switch", "pull", "build"]);
    });
});

describe("the lock", () => {
    /** From now on a solver would choose another lwt. */
    const publishNewLwt = (): void => {
        const path = join(bench.toolbox.home, "universe.opam.locked");
        writeFileSync(path, readFileSync(path, "utf8").replace('"lwt" {= "6.1.2"', '"lwt" {= "6.2.0"'));
    };

    it("is used in a new workspace as it is, without a solver", async () => {
        const lock = bench.warmUp();
        publishNewLwt();
        const elsewhere = openProject(bench.toolbox);
        bench.toolbox.calls();
        const second = await elsewhere.build({ lock });
        elsewhere.dispose();
        expect(second.lock).toBe(lock);
        expect(second.stages).toEqual(["configure", "install-switch", "pull", "build"]);
        expect(bench.toolbox.calls().filter((call) => call.startsWith("opam-monorepo lock"))).toEqual([]);
    });

    it("is solved anew when the caller has none, for `relock`", async () => {
        bench.warmUp();
        publishNewLwt();
        const { lock, stages } = await bench.project.build();
        expect(stages).toContain("lock");
        expect(lock).toContain('"lwt" {= "6.2.0"');
    });

    it.each([
        ["a package is added to config.ml", withPackage('package "x"'), {}],
        ["a bound in config.ml changes", withPackage('package ~min:"5" "lwt"'), {}],
        ["a pin in config.ml changes", withPackage('package ~pin:"git+https://example.org/x" "x"'), {}],
        ["the overlay repositories change", {}, { extraRepos: false } as const],
    ])("is solved anew when %s", async (_, files, options) => {
        const lock = bench.warmUp();
        publishNewLwt();
        bench.project.write(files);
        const second = await bench.project.build({ lock, options });
        expect(second.stages).toEqual(expect.arrayContaining(["lock", "pull"]));
        expect(second.lock).toContain('"lwt" {= "6.2.0"');
    });

    it("is solved anew when mirage is another minor version, which changes the dependencies", async () => {
        const lock = bench.warmUp();
        bench.toolbox.scenario("mirage-version", "4.10.5");
        const { stages } = await bench.project.build({ lock });
        expect(stages).toContain("lock");
    });

    it("stays when mirage is only a newer patch", async () => {
        const lock = bench.warmUp();
        bench.toolbox.scenario("mirage-version", "4.11.3");
        const { stages } = await bench.project.build({ lock });
        expect(stages).not.toContain("lock");
    });

    it("is used whatever changed when it is a file of the user's", async () => {
        const own = readFileSync(join(bench.toolbox.home, "universe.opam.locked"), "utf8");
        bench.project.write(withPackage('package "x"'));
        const built = await bench.project.build({ lock: own });
        expect(built.stages).not.toContain("lock");
        expect(built.lock).toBe(own);
    });

    it("reaches opam-monorepo as that wrote it, without the provider's own line", async () => {
        const lock = bench.warmUp();
        await bench.project.build({ lock });
        const inPlace = readFileSync(join(bench.project.workspace, "mirage/hello-spt.opam.locked"), "utf8");
        expect(inPlace).toBe(readFileSync(join(bench.toolbox.home, "universe.opam.locked"), "utf8"));
        expect(lock.endsWith(inPlace)).toBe(true);
    });

    it("is refused before anything is fetched when it is no lock at all", async () => {
        const message = await bench.project.failure({ lock: "not a lock\n" });
        expect(message).toMatch(/^lock: the given `lock` is no lock of opam-monorepo's/);
        expect(bench.toolbox.calls()).not.toContainEqual(expect.stringMatching(/^opam-monorepo pull/));
    });

    it("that the solver claims to have written but has not is an error", async () => {
        bench.toolbox.scenario("solves-nothing");
        expect(await bench.project.failure()).toMatch(
            /^lock: `make lock` said that all is well, but wrote no lock/,
        );
    });
});
