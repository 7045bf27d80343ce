import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { machineArchitecture } from "../../../provider/build/machine";
import { openBench } from "./bench";

const bench = openBench();

describe("tools that are missing", () => {
    it("are all named at once, each with what installs it", async () => {
        bench.toolbox.remove("mirage", "dune", "opam-monorepo");
        const message = await bench.project.failure();
        expect(message).toMatch(/^tools: not found on PATH/);
        expect(message).toContain("mirage: opam install mirage");
        expect(message).toContain("opam-monorepo: opam install opam-monorepo");
        expect(message).toContain("dune: opam install dune");
        expect(message).not.toContain("ocaml:");
        expect(message).toContain("run `eval $(opam env)` before `pulumi up`");
    });

    it("are not opam plugins that opam then installs without being asked", async () => {
        bench.toolbox.remove("opam-monorepo");
        await bench.project.failure();
        expect(bench.toolbox.calls()).not.toContainEqual(expect.stringMatching(/^opam install/));
    });

    it("include neither solo5 nor its compiler, which the build installs", async () => {
        bench.toolbox.scenario("no-ocaml-solo5");
        bench.toolbox.remove("solo5-spt");
        const { versions } = await bench.project.build();
        expect(versions).not.toHaveProperty("solo5");
    });
});

describe("an opam switch that is named", () => {
    const outside = (): NodeJS.ProcessEnv => ({
        PATH: `${bench.toolbox.home}/bin:${bench.toolbox.home}/system`,
    });

    it("gives its tools to the build, though they are not on PATH", async () => {
        const { file, stages } = await bench.project.build({
            ambient: outside(),
            options: { switch: "mirage" },
        });
        expect(existsSync(file)).toBe(true);
        expect(stages[0]).toBe("switch");
    });

    it("in another opam root is found there", async () => {
        const options = { switch: "mirage", opamRoot: join(bench.toolbox.home, "root") };
        const { file } = await bench.project.build({ ambient: outside(), options });
        expect(existsSync(file)).toBe(true);
    });

    it("that does not exist is told, with how to make one", async () => {
        const message = await bench.project.failure({ options: { switch: "nope" } });
        expect(message).toMatch(/^switch: there is no opam switch nope\. .*`opam switch create/);
    });

    it("without mirage is told by its name", async () => {
        bench.toolbox.remove("mirage");
        const message = await bench.project.failure({ ambient: outside(), options: { switch: "mirage" } });
        expect(message).toMatch(/^tools: not found in the opam switch mirage/);
    });
});

describe("another architecture", () => {
    const other = machineArchitecture() === "aarch64" ? "x86_64" : "aarch64";

    it("is refused for unix, which mirage builds for its own machine only", async () => {
        const message = await bench.project.failure({ arch: other, target: "unix" });
        expect(message).toMatch(/^cross: mirage builds `unix` for the machine it runs on/);
    });
});

const onX86 = machineArchitecture() === "x86_64" ? describe : describe.skip;

onX86("aarch64 on x86_64", () => {
    it("says which compiler is missing", async () => {
        const message = await bench.project.failure({ arch: "aarch64", target: "hvt" });
        expect(message).toMatch(/^cross: the Solo5 compiler in use makes code for amd64, not for aarch64/);
        expect(message).toContain("ocaml-solo5-cross-aarch64");
    });

    it("builds with the cross compiler, and does not have opam replace it", async () => {
        bench.toolbox.scenario("solo5-architecture", "arm64");
        const { stages } = await bench.project.build({ arch: "aarch64", target: "hvt" });
        expect(stages).toEqual(["cross", "configure", "lock", "pull", "build"]);
    });

    it("does not keep objects of the other architecture", async () => {
        await bench.project.build({ target: "hvt" });
        bench.toolbox.scenario("solo5-architecture", "arm64");
        bench.project.write({ "_build/solo5/main.o": "x86_64 object" });
        await bench.project.build({ arch: "aarch64", target: "hvt" });
        expect(existsSync(join(bench.project.workspace, "_build/solo5/main.o"))).toBe(false);
    });
});
