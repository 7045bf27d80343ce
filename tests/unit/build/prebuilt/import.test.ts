import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { canonicalJson } from "../../../../provider/canonical";
import { machineArchitecture } from "../../../../provider/build/machine";
import { diffPrebuilt } from "../../../../provider/build/prebuilt/diff";
import { prebuiltImageLifecycle as lifecycle } from "../../../../provider/build/prebuilt/lifecycle";
import type { PrebuiltImageInputs } from "../../../../provider/build/prebuilt-image";
import { world } from "../image/world";
import { file, serve, type FileServer } from "./server";

const current = world();

let server: FileServer;
let sha256: string;

beforeEach(async () => {
    const bytes = await readFile("/bin/true");
    sha256 = createHash("sha256").update(bytes).digest("hex");
    server = await serve(file(bytes));
});

afterEach(() => server.close());

/** Imports by an ID, and answers what the next preview shows as changed for a program that gives these inputs. */
async function changes(id: string, given: PrebuiltImageInputs): Promise<string[]> {
    const { call } = current();
    const imported = await lifecycle.read(call, { id });
    if (imported === undefined) throw new Error("nothing was found");
    expect(imported.id).toBe(id);
    const request = { inputs: given, unknowns: new Set<string>(), randomSeed: new Uint8Array(32) };
    const inputs = { ...given, ...(await lifecycle.check?.(call, request))?.set };
    const names = Object.keys({ ...inputs, ...imported.inputs }) as (keyof PrebuiltImageInputs)[];
    const changed = new Set(
        names.filter((name) => canonicalJson(inputs[name]) !== canonicalJson(imported.inputs[name])),
    );
    const { unchanged = [] } = diffPrebuilt({ state: imported, inputs, unknowns: new Set(), changed });
    return [...changed].filter((name) => !unchanged.includes(name));
}

describe("after an import of a prebuilt image the next preview is clean", () => {
    test("for a file without a Solo5 ABI note, whose target the ID says", async () => {
        expect(await changes("/bin/true#target=unix", { path: "/bin/true", target: "unix" })).toEqual([]);
    });

    test("for a file without a manifest, whose devices the ID says", async () => {
        const devices = [
            { name: "service", type: "net" as const },
            { name: "storage", type: "block" as const },
        ];
        const id = "/bin/true#target=virtio&device=service:net&device=storage:block";
        expect(await changes(id, { path: "/bin/true", target: "virtio", devices })).toEqual([]);
    });

    test("for a download, whose SHA-256 the ID says", async () => {
        const { url } = server;
        const given = { url, sha256, target: "unix" as const };
        expect(await changes(`${url}#sha256=${sha256}&target=unix`, given)).toEqual([]);
    });

    test("when the program says what the file says itself", async () => {
        const given = {
            path: "/bin/true",
            target: "unix" as const,
            arch: machineArchitecture(),
            devices: [],
        };
        expect(await changes("/bin/true#target=unix", given)).toEqual([]);
    });

    test("and shows what the program says otherwise", async () => {
        const devices = [{ name: "service", type: "net" as const }];
        const given = { path: "/bin/true", target: "unix" as const, devices };
        expect(await changes("/bin/true#target=unix", given)).toEqual(["devices"]);
    });
});

describe("an import says what its ID lacks", () => {
    test.each([
        [
            "/bin/true",
            '/bin/true does not say what it runs on: it has no Solo5 ABI note. Set target, for instance to "virtio" or "unix"; for an import, write `#target=virtio` behind the path.',
        ],
        [
            "https://ada:hunter22@builds.example.org/dns.hvt?signature=hunter22",
            "https://builds.example.org/dns.hvt cannot be imported without its SHA-256: write it behind the URL, as in `https://builds.example.org/dns.hvt#sha256=…`.",
        ],
        ["/bin/true#target=moon", "What is behind the ID's `#` is not understood: target: "],
        ["/bin/true#target=unix&device=service", "What is behind the ID's `#` is not understood: device: "],
        ["/folder#1/kernel.elf", "/folder#1/kernel.elf cannot be read: there is no such file."],
    ])("%s", async (id, message) => {
        await expect(lifecycle.read(current().call, { id })).rejects.toThrow(message);
    });
});

test("a `#` in a folder's name is a part of the path", async () => {
    const folder = join(current().folder, "build#1");
    await mkdir(folder);
    await copyFile("/bin/true", join(folder, "kernel.elf"));
    const path = join(folder, "kernel.elf");
    expect(await changes(`${path}#target=unix`, { path, target: "unix" })).toEqual([]);
});
