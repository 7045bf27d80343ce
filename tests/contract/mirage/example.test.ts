import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { openBench } from "./bench";
import { openProject } from "./project";

const source = join(__dirname, "../../../examples/mirage-hello/hello");
const read = (name: string): string => readFileSync(join(source, name), "utf8");

const bench = openBench();

describe("the example mirage-hello", () => {
    it("builds, and leaves nothing beside its sources that its .gitignore does not name", async () => {
        const sources = { "config.ml": read("config.ml"), "unikernel.ml": read("unikernel.ml") };
        const project = openProject(bench.toolbox, sources);
        const { file } = await project.build();
        const ignored: readonly string[] = read(".gitignore").match(/[^/\n]+(?=\/?$)/gm) ?? [];
        const left = readdirSync(project.workspace).filter((name) => !name.startsWith(".unikernel"));
        expect(existsSync(file)).toBe(true);
        expect(left.filter((name) => !ignored.includes(name)).sort()).toEqual(Object.keys(sources).sort());
        project.dispose();
    });
});
