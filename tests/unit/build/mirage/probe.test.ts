import { execFileSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { missingTools, parseProbe, probeScript } from "../../../../provider/build/mirage/probe";
import { requiredTools, solo5Tool, waysToInstall } from "../../../../provider/build/mirage/tools";
import type { Tool } from "../../../../provider/build/tools";

const tool = (name: string, ...versionArgv: readonly [string, ...string[]]): Tool => ({
    name,
    versionArgv,
    usedFor: "",
    packages: {},
});

const probe = (tools: readonly Tool[]) =>
    parseProbe(execFileSync("sh", ["-c", probeScript(tools)], { encoding: "utf8" }));

describe("asking tools for their versions", () => {
    it.each([
        ["4.11.2", "4.11.2"],
        ["v4.11.2", "4.11.2"],
        ["solo5-spt tender, version v0.12.1", "0.12.1"],
        ["GNU Make 4.3\nBuilt for x86_64", "4.3"],
        ["5.3.0+trunk", "5.3.0+trunk"],
        ["development", "development"],
    ])("finds it in %j", (answer, version) => {
        expect(probe([tool("it", "echo", answer)]).versions).toEqual({ it: version });
    });

    it("leaves out a tool that is not there and one that fails", () => {
        const tools = [tool("gone", "no-such-tool"), tool("broken", "false"), tool("fine", "echo", "1.0")];
        expect(probe(tools).versions).toEqual({ fine: "1.0" });
        expect(missingTools(tools, { fine: "1.0" }).map(({ name }) => name)).toEqual(["gone", "broken"]);
    });

    it("takes words of a version command as they are", () => {
        expect(probe([tool("odd", "printf", "%s", "it's $HOME 1.2")]).versions).toEqual({ odd: "1.2" });
    });
});

describe("the list of tools", () => {
    it("tells how to install each, by opam where opam has it", () => {
        const ways = [...requiredTools, solo5Tool].map((each) => [each.name, waysToInstall(each)]);
        expect(Object.fromEntries(ways)).toMatchObject({
            make: "apt-get install make | dnf install make | brew install make",
            ocaml: "opam install ocaml",
            mirage: "opam install mirage",
            "opam-monorepo": "opam install opam-monorepo",
            solo5: "opam install solo5",
        });
        expect(ways.filter(([, way]) => way === "")).toEqual([]);
    });
});
