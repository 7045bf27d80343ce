import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { volumesOn, type Volumes } from "../unit/host/remote/volume/volumes";
import { labWorld } from "./world";

const host = labWorld();
let volumes: Volumes;
let source: string;
let before: string;

const text = "what the volume holds at first";
const ours = "/var/lib/pulumi-unikernel";
const root = `${ours}/volumes`;

beforeAll(async () => {
    volumes = volumesOn(host().settings, { ssh: host().ssh });
    source = join(host().settings.store, "source.img");
    await writeFile(
        source,
        Buffer.concat([Buffer.from(text), Buffer.alloc(100_000), Buffer.from("the end")]),
    );
    before = await host().inventory();
});
afterEach(async () => {
    await volumes.removeAll();
    expect(await host().inventory()).toBe(before);
});

const sh = (command: string): Promise<string> => host().exec(command);
const modeOf = (path: string): Promise<string> => sh(`stat -c '%a %U' ${path}`);
const said: string[] = [];
const listening = { onNote: (note: string) => said.push(note) };

describe("a file on a host", () => {
    test("is sparse, for root alone, and as large as it was asked to be", async () => {
        const { id, inputs, outputs } = await volumes.create("data", { size: 64 });
        const path = `${root}/${inputs.name}/data`;
        expect(id).toBe(`${host().ssh.host}/${inputs.name}`);
        expect(outputs).toEqual({
            ...{ path, bytes: 64 << 20, unit: expect.stringMatching(/^[0-9a-f]{16}$/) },
            ...{ ref: { path, format: "raw", host: host().ssh.host }, owner: expect.stringMatching(/^urn:/) },
        });
        expect(await sh(`stat -c '%a %U %s %b' ${path}`)).toBe(`600 root ${64 << 20} 0\n`);
        expect(await modeOf(`${root}/${inputs.name}/*`)).toBe("600 root\n".repeat(5));
    });

    test.each(["raw", "qcow2"] as const)(
        "has its first content as %s, and grows in place",
        async (format) => {
            const state = await volumes.create("data", { source, format });
            const { path } = state.outputs;
            expect(state.outputs.bytes).toBe(1 << 20);
            const contents = (): Promise<string> =>
                sh(
                    `qemu-img convert -f ${format} -O raw ${path} /tmp/raw; tr -d '\\0' </tmp/raw; rm /tmp/raw`,
                );
            expect(await contents()).toBe(`${text}the end`);
            const larger = await volumes.update(state, { size: 8 });
            expect(larger.outputs).toEqual({ ...state.outputs, bytes: 8 << 20 });
            expect(await contents()).toBe(`${text}the end`);
            expect(await volumes.read(larger)).toEqual(larger);
        },
    );

    test("keeps what was written to it when its creation is repeated", async () => {
        const state = await volumes.create("data", { source, name: "data" });
        await sh(`printf changed >${state.outputs.path}`);
        said.length = 0;
        const again = await volumes.create("data", { source, name: "data", size: 2 }, listening);
        await volumes.remove(state);
        expect(await volumes.read(again)).toEqual(again);
        expect(again.outputs.bytes).toBe(2 << 20);
        expect(await sh(`head -c 7 ${state.outputs.path}`)).toBe("changed");
        expect(said).toEqual([
            `The volume "data" was on ${host().ssh.host} already, made by this resource: it is gone on with, and keeps what it ` +
                "holds.",
        ]);
        await expect(volumes.create("data", { name: "data", size: 2, format: "qcow2" })).rejects.toThrow(
            `a volume "data" of this resource is on ${host().ssh.host} already, as a raw file.`,
        );
        expect(await sh(`head -c 7 ${state.outputs.path}`)).toBe("changed");
    });

    test("is imported with the inputs that it was made from", async () => {
        const state = await volumes.create("data", { size: 3, format: "qcow2" });
        const { inputs, outputs } = (await volumesOnHost().import(state.id)) ?? {};
        expect(outputs).toEqual(state.outputs);
        expect(inputs).toEqual({ ...state.inputs, host: { ssh: { host: host().ssh.host } } });
        expect(await volumesOnHost().import(`${host().ssh.host}/nothing`)).toBeUndefined();
    });

    test("is another stack's when that has made it, and stays through whatever this one does", async () => {
        const theirs = volumesOn(
            host().settings,
            { ssh: host().ssh },
            (name) => `urn:pulumi:theirs::${name}`,
        );
        const state = await theirs.create("data", { name: "data", size: 1 });
        await sh(`printf theirs >${state.outputs.path}`);
        await expect(volumes.create("data", { name: "data", size: 1 })).rejects.toThrow(
            `a volume "data" is on ${host().ssh.host} already and belongs to urn:pulumi:theirs::data. Choose another name`,
        );
        await volumes.remove({ ...state, outputs: { ...state.outputs, unit: "0123456789abcdef" } });
        expect(await sh(`head -c 6 ${state.outputs.path}`)).toBe("theirs");
        await theirs.removeAll();
    });

    test("does not take the place of a file that somebody else has put there", async () => {
        await sh(`mkdir -p ${root}/data; echo foreign >${root}/data/data`);
        await expect(volumes.create("data", { name: "data", size: 1 })).rejects.toThrow(
            `${root}/data/data is on ${host().ssh.host} already and was not made by this program. Choose another \`name\``,
        );
        expect(await sh(`cat ${root}/data/data; rm -r ${root} && rmdir ${ours}`)).toBe("foreign\n");
    });

    test("that does not fit says so, and leaves nothing", async () => {
        await sh(`mkdir -p ${root} && mount -t tmpfs -o size=512k tmpfs ${root}`);
        const failing = volumes.create("data", { source });
        await expect(failing).resolves.toBeDefined();
        await volumes.removeAll();
        const full = join(host().settings.store, "full.img");
        await writeFile(full, Buffer.alloc(1 << 20, "x"));
        await expect(volumes.create("data", { source: full })).rejects.toThrow(
            new RegExp(
                `^${host().ssh.host} has no space left for the volume "data-\\w+": .* are free there\\. Make room, `,
            ),
        );
        expect(await sh(`ls ${root}`)).toBe("");
        await sh(`umount ${root}; rmdir ${root} ${ours}`);
    });

    test("that is larger than its disk is warned of", async () => {
        said.length = 0;
        await volumes.create("data", { size: 1 << 26 }, listening);
        expect(said).toEqual([
            expect.stringMatching(
                /^The volume "data-\w+" may grow to 67108864 MiB, but \S+ has \d+ \w+ free for it: writes of a unikernel fail/,
            ),
        ]);
    });
});

const volumesOnHost = (): Volumes => volumesOn(host().settings, { ssh: host().ssh });

describe("a volume that was damaged", () => {
    test.each<[string, (path: string) => string, (path: string) => string, string]>([
        [
            "is gone",
            (path) => `rm ${path}`,
            (path) => `${path} is gone, with all that it held`,
            "It will be made anew",
        ],
        [
            "is open to others",
            (path) => `chmod 644 ${path}`,
            (path) => `${path} is open to others: its mode is 644`,
            "It will be set right",
        ],
        [
            "is smaller",
            (path) => `truncate -s 1M ${path}`,
            (path) => `${path} has ${1 << 20} bytes instead of ${2 << 20}`,
            "It will be set right",
        ],
    ])("that %s is shown, and set right", async (_what, damage, altered, remedy) => {
        const state = await volumes.create("data", { source, size: 2 });
        const { path } = state.outputs;
        await sh(damage(path));
        const seen = await volumes.read(state);
        if (seen === undefined) throw new Error("it is not there");
        expect(seen.outputs.altered).toBe(altered(path));
        expect(volumes.drift(seen)).toEqual({ altered: `${altered(path)}\n${remedy}` });
        const repaired = await volumes.update(seen);
        expect(repaired.outputs).toEqual(state.outputs);
        expect(await sh(`head -c ${text.length} ${path}`)).toBe(text);
    });

    test("by hand beyond recognition is one that is not there", async () => {
        const state = await volumes.create("data", { size: 1 });
        await sh(`rm -r ${root}/${state.inputs.name}`);
        expect(await volumes.read(state)).toBeUndefined();
        await volumes.remove(state);
    });
});
