import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { connectLocal } from "../../../../../provider/host/connection";
import { planOf } from "../../../../../provider/host/remote/volume/plan";
import { makeScript } from "../../../../../provider/host/remote/volume/scripts/make";
import { removeScript } from "../../../../../provider/host/remote/volume/scripts/remove";
import { interruptions, type World } from "../../connection/interrupted";

let folder: string;
let source: string;
const contents = Buffer.concat([Buffer.from("first"), Buffer.alloc(200_000), Buffer.from("last")]);
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "unikernel-volume-"));
    source = join(folder, "source.img");
    await writeFile(source, contents);
});
afterAll(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();
const unit = "0011223344556677";
const root = () => ({ root: join(folder, "root"), instanceRecord: "spec.json", isShared: false });
const plan = () => planOf({ size: 1, source }, { name: "data", urn: "urn:data", unit }, root());
const content = { sha256: createHash("sha256").update(contents).digest("hex"), length: contents.length };
const make = () => makeScript(root(), plan(), "{}", content);

/** The files of the volume, their modes and what is in them. */
async function files(): Promise<Record<string, string>> {
    const place = join(root().root, "volumes", "data");
    const names = await readdir(place).catch(() => []);
    const read = async (name: string) => {
        const [{ mode }, bytes] = [await stat(join(place, name)), await readFile(join(place, name))];
        const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
        return [name, `${(mode & 0o777).toString(8)} ${bytes.length} ${hash}`] as const;
    };
    return Object.fromEntries(await Promise.all(names.sort().map(read)));
}

const world = (prepare: () => Promise<unknown>): World<Record<string, string>> => ({
    async reset() {
        await rm(root().root, { recursive: true, force: true });
        await prepare();
    },
    run: (script) => connectLocal().run(script, { signal, upload: { path: source } }),
    state: files,
});

test("a volume that was cut off anywhere while it was made is made when that is tried again", async () => {
    const { undisturbed, interrupted } = await interruptions(
        make(),
        world(() => Promise.resolve()),
    );
    expect(Object.keys(undisturbed)).toEqual(["data", "inputs", "owner", "ready", "shape"]);
    expect(undisturbed.data).toMatch(/^600 1048576 /);
    expect(interrupted.length).toBeGreaterThan(5);
    for (const { message, state } of interrupted) expect([message, state]).toEqual([message, undisturbed]);
});

test("a volume that was cut off anywhere while it was removed goes when that is tried again", async () => {
    const remove = removeScript(root(), { name: "data", unit, path: plan().path });
    const made = world(() => connectLocal().run(make(), { signal, upload: { path: source } }));
    const { undisturbed, interrupted } = await interruptions(remove, made, { every: 7 });
    expect(undisturbed).toEqual({});
    expect(interrupted.length).toBeGreaterThan(3);
    for (const { message, state } of interrupted) expect([message, state]).toEqual([message, {}]);
});
