import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../../provider/host/inputs";
import { instanceLifecycle } from "../../../../../provider/host/lifecycle/lifecycle";
import { hostOf } from "../../../../../provider/host/remote/hosts";
import { killedBefore } from "../../connection/interrupted";
import { solo5Image } from "../../solo5-image";
import { testStore, type TestStore } from "../../store";
import { bsdShells, bsdWorld, type BsdSystem, type BsdWorld } from "../managers/supervisor/bsd-world";
import { volumesOn, type Volumes } from "./volumes";

const ssh = { host: "bsd1" };
const place = "/var/lib/pulumi-unikernel/volumes/data/data";

let store: TestStore;
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

let world: BsdWorld;
let volumes: Volumes;

async function prepared(system: BsdSystem, shell: readonly string[]): Promise<void> {
    world = await bsdWorld(system);
    Object.assign(hostOf(store.call("data"), ssh), { connection: world.connection(shell) });
    volumes = volumesOn(store.settings, { ssh });
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe.each(bsdShells)("on a double of %s, by %s, a volume", (system, _name, shell) => {
    beforeEach(() => prepared(system, shell));
    afterEach(async () => {
        expect(await world.unexpected()).toBe("");
        await world.remove();
    });

    test("is a file of root's alone, filled once, which grows and keeps what it holds, and goes without a trace", async () => {
        const before = await world.inventory();
        const source = join(world.root, "source.img");
        await writeFile(
            source,
            Buffer.concat([Buffer.from("zones"), Buffer.alloc(300_000), Buffer.from("end")]),
        );
        const made = await volumes.create("data", { name: "data", source, size: 1 });
        const file = join(world.root, place);
        expect(made.outputs).toMatchObject({
            path: place,
            bytes: 1 << 20,
            ref: { path: place, format: "raw" },
        });
        expect(await modeOf(file)).toBe("600");
        await writeFile(source, "other zones");
        const larger = await volumes.update(made, { size: 3 });
        expect(larger.outputs).toEqual({ ...made.outputs, bytes: 3 << 20 });
        expect(await volumes.read(larger)).toEqual(larger);
        const held = await readFile(file);
        expect([
            held.length,
            held.toString("latin1", 0, 6),
            held.toString("latin1", 300_005, 300_009),
        ]).toEqual([3 << 20, "zones\0", "end\0"]);
        await volumes.remove(larger);
        const after = await world.inventory();
        expect({ ...after, "source.img": undefined }).toEqual({ ...before, "source.img": undefined });
    });

    test("that was opened to others, or is gone, is seen and set right", async () => {
        const made = await volumes.create("data", { name: "data", size: 1 });
        const file = join(world.root, place);
        await world.sh(`chmod 644 ${file}`);
        expect(await volumes.alteredIn(made)).toBe(`${place} is open to others: its mode is 644`);
        await volumes.update(made);
        expect([await modeOf(file), await volumes.alteredIn(made)]).toEqual(["600", undefined]);
        await world.sh(`rm ${file}`);
        expect(await volumes.alteredIn(made)).toBe(`${place} is gone, with all that it held`);
    });

    test.each([
        [{ format: "qcow2", size: 1 }, "whose tenders read raw volumes only: make it raw"],
        [{ lvm: { group: "vg0" }, size: 1 }, "which has no LVM: leave `lvm` out, for a file"],
        [{ device: "/dev/sd1c" }, "where volumes are files: leave `device` out"],
    ] as const)("%j is refused, and leaves nothing", async (inputs, reason) => {
        const before = await world.inventory();
        await expect(volumes.create("data", inputs)).rejects.toThrow(
            new Error(`bsd1 is ${system}, ${reason}`),
        );
        expect(await world.inventory()).toEqual(before);
    });
});

describe.each(["FreeBSD", "OpenBSD"] as const)("on a double of %s, a volume", (system) => {
    beforeEach(() => prepared(system, []));
    afterEach(() => world.remove());

    test("is attached to an instance, beside a secret of that instance alone, and is not deleted under it", async () => {
        const before = await world.inventory();
        const made = await volumes.create("data", { name: "data", size: 1 });
        const inputs: InstanceInputs = {
            image: await solo5Image(store, "hvt", [
                { name: "data", type: "block" },
                { name: "token", type: "block" },
            ]),
            ...{ name: "kv-1", hypervisor: system === "FreeBSD" ? "bhyve" : "vmm", host: { ssh } },
            volumes: { data: made.outputs.ref, token: { secret: { content: "s3cret" } } },
        };
        const call = store.call("kv");
        const instance = { inputs, ...(await instanceLifecycle.create(call, { inputs })) };
        expect(instance.outputs).toMatchObject({ state: "running" });
        const secret = join(world.root, "var/lib/pulumi-unikernel/instances/kv-1/volume-token");
        const service = await readFile(join(secret, "../service"), "utf8");
        expect(service).toContain(`'--block:data=${join(world.root, place)}' '--block-sector-size:data=512'`);
        expect(service).toContain(`'--block:token=${secret}'`);
        expect(service).not.toContain("s3cret");
        expect([await modeOf(secret), (await readFile(secret)).toString("latin1", 0, 7)]).toEqual([
            "600",
            "s3cret\0",
        ]);
        await expect(volumes.remove(made)).rejects.toThrow(
            'the volume "data" is used on bsd1 still, by the instance kv-1. Remove what uses it; then delete it again',
        );
        await instanceLifecycle.delete(call, { state: instance });
        await volumes.remove(made);
        expect(await world.inventory()).toEqual(before);
    });

    test("whose making is cut off anywhere is made when that is tried again", async () => {
        const connection = world.connection([]);
        const source = join(world.root, "source.img");
        await writeFile(source, "zones");
        const killed: string[] = [];
        for (let nth = 5; ; nth = Math.ceil(1.3 * nth)) {
            let runs = 0;
            const run: typeof connection.run = async (given, options) => {
                const script = await given;
                runs += 1;
                if (runs !== 2) return connection.run(script, options);
                await connection
                    .run(killedBefore(nth, script), options)
                    .catch((error: unknown) => killed.push(String(error)));
                return connection.run(script, options);
            };
            const count = killed.length;
            Object.assign(hostOf(store.call("data"), ssh), { connection: { name: "bsd1", run } });
            const made = await volumes.create("data", { name: "data", source, size: 1 });
            expect((await readFile(join(world.root, place))).toString("latin1", 0, 6)).toBe("zones\0");
            expect(await volumes.alteredIn(made)).toBeUndefined();
            await volumes.remove(made);
            if (killed.length === count) break;
        }
        expect(killed.length).toBeGreaterThan(5);
    });
});
