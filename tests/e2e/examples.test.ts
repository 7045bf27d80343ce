import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installMirage, type Toolbox } from "../doubles/mirage/install";
import { engineEnvironment, repository, start } from "./engine/cli";
import { freePort } from "./engine/sources";

interface Example {
    readonly pulumi: (...argv: string[]) => Promise<string>;
    readonly outputs: () => Promise<Record<string, unknown>>;
}

let scratch: string;
beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "unikernel-examples-"));
});
afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
});

/** The example as it is in the repository, with a stack of its own somewhere else, torn down in the end. */
async function withExample(
    name: string,
    more: NodeJS.ProcessEnv,
    action: (example: Example) => Promise<void>,
): Promise<void> {
    const backend = join(scratch, name);
    mkdirSync(backend);
    const env = {
        ...engineEnvironment(backend, join(scratch, "store")),
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        ...more,
    };
    const pulumi = async (...argv: string[]): Promise<string> => {
        const stack = ["--stack", "organization/" + name + "/test"];
        const { code, output, stdout } = await start(
            [...argv, ...stack],
            join(repository, "examples", name),
            env,
        ).finished;
        if (code !== 0) throw new Error(`pulumi ${argv.join(" ")} exited with ${code}:\n${output}`);
        return stdout;
    };
    await pulumi("stack", "init");
    try {
        await action({
            pulumi,
            outputs: async () =>
                JSON.parse(await pulumi("stack", "output", "--json")) as Record<string, unknown>,
        });
    } finally {
        await pulumi("destroy", "--yes", "--skip-preview", "--remove");
    }
}

test("ocaml-unix: dune builds it, it serves, and a second up has nothing to do", async () => {
    const port = await freePort();
    await withExample(
        "ocaml-unix",
        { PULUMI_CONFIG: JSON.stringify({ "ocaml-unix:port": port }) },
        async ({ pulumi, outputs }) => {
            await pulumi("up", "--yes", "--skip-preview");
            const { url, builtWith } = await outputs();
            expect(await (await fetch(String(url))).text()).toMatch(/^\d+\.\d{3} seconds since the start\n$/);
            expect(builtWith).toMatchObject({ dune: expect.any(String), ocaml: expect.any(String) });
            await pulumi("preview", "--expect-no-changes");
        },
    );
});

describe("with a double of the MirageOS tools", () => {
    let toolbox: Toolbox;
    beforeAll(() => {
        toolbox = installMirage();
    });
    afterAll(() => {
        toolbox.dispose();
    });

    test("many: one source is built for three targets", async () => {
        const path = [toolbox.env.PATH, process.env.PATH].join(":");
        await withExample("many", { PATH: path }, async ({ pulumi, outputs }) => {
            await pulumi("up", "--yes", "--skip-preview");
            const { digests } = (await outputs()) as { digests: Record<string, string> };
            expect(Object.keys(digests).sort()).toEqual(["hvt", "spt", "virtio"]);
            expect(new Set(Object.values(digests)).size).toBe(3);
            await pulumi("preview", "--expect-no-changes");
        });
    });
});
