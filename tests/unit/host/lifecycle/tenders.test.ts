import { truncate, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { consoleTail } from "../../../../provider/host/local/console";
import { setUp } from "../../../../tools/setup/setup.mjs";
import { tenders, tendersPath } from "../../../../tools/setup/tenders.mjs";
import { block } from "../images";
import { guestOf } from "../processes";
import { solo5Image } from "../solo5-image";
import { failureOf, notReady, world } from "./world";

const machine = world();
const probe = { console: String.raw`\[application\] ready$` };
const searchPath = process.env.PATH ?? "";
const withTenders = `${tendersPath}:${searchPath}`;

(process.platform === "linux" ? describe : describe.skip)("a tender", () => {
    beforeAll(async () => {
        await setUp([tenders]);
        process.env.PATH = withTenders;
    });
    afterAll(() => {
        process.env.PATH = searchPath;
    });

    describe.each(["spt", "hvt"] as const)("%s", (target) => {
        test("runs a unikernel, with its memory, volumes and arguments", async () => {
            const image = await solo5Image(machine(), target, block("storage"));
            const path = join(machine().settings.store, `${target}.img`);
            await writeFile(path, "");
            await truncate(path, 1 << 20);
            const state = await machine().create(target, {
                ...{ image, probe, memory: 16, args: ["--hello=Hi there"] },
                volumes: { storage: { path: relative(process.cwd(), path) } },
            });
            expect(state.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
            const said = (await consoleTail(machine().folder(state), 100)).join("\n");
            expect(said).toContain("16 MB addressable");
            expect(said).toContain("[application] Hi there");
        });

        test("explains how a unikernel ended", async () => {
            const image = await solo5Image(machine(), target);
            const error = await notReady(machine().create("help", { image, probe, args: ["--nonsense"] }));
            expect(error.state.outputs).toMatchObject({
                state: "exited",
                exitStatus: 64,
                exitReason: "it did not understand its arguments",
            });
            expect(error.message).toContain("hello: unknown option '--nonsense'.");
        });
    });

    test("a unikernel that a SIGKILL ended is started again by its supervisor", async () => {
        const image = await solo5Image(machine(), "spt");
        const state = await machine().create("restarted", { image, probe });
        const guest = await guestOf(machine().folder(state));
        process.kill(guest, "SIGKILL");
        await machine().until(state, (outputs) => outputs.state === "restarting");
        await machine().until(state, (outputs) => outputs.state === "running");
        expect(await guestOf(machine().folder(state))).not.toBe(guest);
    });

    test("a tender that is not installed is missed by name, with what installs it, and nothing is left", async () => {
        const image = await solo5Image(machine(), "hvt");
        process.env.PATH = "/nonexistent";
        const error = await failureOf(machine().create("missing", { image, name: "missing" }));
        process.env.PATH = withTenders;
        expect(error).toMatchObject({
            property: "hypervisor",
            message:
                "solo5-hvt is not installed, or not on PATH. Install it: `opam install solo5`, with the opam switch's bin " +
                "folder on PATH",
        });
        await expect(consoleTail(machine().folder({ id: "missing" }), 1)).resolves.toEqual([]);
    });

    test("a volume that is not there is missed by name, with what makes it", async () => {
        const image = await solo5Image(machine(), "spt", block("storage"));
        const path = join(machine().settings.store, "absent.img");
        const error = await failureOf(machine().create("volume", { image, volumes: { storage: { path } } }));
        expect(error).toMatchObject({
            property: "volumes.storage.path",
            message: `the volume "storage" cannot be attached: ${path} does not exist. Create it, such as with \`truncate -s 64M ${path}\``,
        });
    });
});
