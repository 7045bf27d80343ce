import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import { instanceLifecycle } from "../../provider/host/lifecycle/lifecycle";
import { addFile } from "../../provider/artifact/store";
import { storeLayout } from "../../provider/artifact/layout";
import { failureOf } from "../unit/host/lifecycle/world";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { volumesOn, type Volumes } from "../unit/host/remote/volume/volumes";
import { ledgerElf, ledgerImage } from "./ledger";
import { folderOf, serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
let folder: string;
let volumes: Volumes;
let image: Artifact;
let before: string;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "unikernel-ledger-"));
    const { digest, size } = await addFile(storeLayout(host().settings.store), await ledgerElf(folder));
    image = { arch: "x86_64", devices: [], target: "virtio", name: "", ...ledgerImage, digest, size };
    volumes = volumesOn(host().settings, { ssh: host().ssh });
    before = await host().inventory();
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
    await volumes.removeAll();
    expect(await host().inventory()).toBe(before);
});

type Attached = NonNullable<InstanceInputs["volumes"]>[string];

const instance = (storage: Attached, start: number, args: string[] = []): InstanceInputs => ({
    ...{ image, memory: 16, args, volumes: { storage }, restart: "no" },
    probe: { console: `^.ledger. start ${start}\\b.*sectors` },
});
const sh = (command: string): Promise<string> => host().exec(command);
const consoleOf = (state: InstanceState): Promise<string> =>
    sh(`journalctl --quiet --output=cat --unit=${serviceOf(state)}`);
const modeOf = (path: string): Promise<string> => sh(`stat -c '%a %U' ${path}`);

test.each(["raw", "qcow2"] as const)(
    "a %s volume outlives its instance, with what that has written",
    async (format) => {
        const { outputs } = await volumes.create("data", { size: 4, format });
        const { ref, path } = outputs;
        const first = await host().create("first", instance(ref, 1));
        expect(await consoleOf(first)).toContain("[ledger] start 1, 8192 sectors");
        // It is its user's alone while it runs, whom systemd knows, and nobody else's afterwards.
        const [mode, user] = (await modeOf(path)).split(/\s/);
        expect(mode).toBe("600");
        expect(user).not.toBe("root");
        await host().destroy(first);
        expect(await modeOf(path)).toBe("600 root\n");
        const second = await host().create("second", instance(ref, 2));
        await host().destroy(second);
    },
);

test("a volume that an instance uses is not deleted, and grows for its next start", async () => {
    const state = await volumes.create("data", { size: 4 });
    const { ref } = state.outputs;
    const user = await host().create("user", instance(ref, 1));
    await expect(volumes.remove(state)).rejects.toThrow(
        `the volume "${state.inputs.name}" is used on ${host().ssh.host} still, by the instance ${user.inputs.name}. Remove ` +
            "what uses it; then delete it again",
    );
    const larger = await volumes.update(state, { size: 5 });
    expect(larger.outputs).toEqual({ ...state.outputs, bytes: 5 << 20 });
    await host().destroy(user);
    const next = await host().create("next", instance(ref, 2));
    expect(await consoleOf(next)).toContain("[ledger] start 2, 10240 sectors");
    await host().destroy(next);
});

test("a qcow2 volume does not grow under an instance, which goes on", async () => {
    const state = await volumes.create("data", { size: 4, format: "qcow2" });
    const user = await host().create("user", instance(state.outputs.ref, 1));
    await expect(volumes.update(state, { size: 5 })).rejects.toThrow(
        `the volume "${state.inputs.name}" on ${host().ssh.host} cannot grow while it is used, by the instance ` +
            `${user.inputs.name}: qcow2 files are locked then.`,
    );
    expect((await host().refresh(user))?.outputs.state).toBe("running");
    await host().destroy(user);
});

test("two may read a volume at once, and what they cannot write stays", async () => {
    const { outputs } = await volumes.create("data", { size: 4 });
    const ref = { ...outputs.ref, readOnly: true };
    const first = await host().create("first", instance(ref, 1));
    const second = await host().create("second", instance(ref, 1));
    expect(await consoleOf(second)).toContain("[ledger] start 1 not written");
    await host().destroy(first);
    await host().destroy(second);
});

test("no other instance has a volume that one may write to", async () => {
    const { outputs } = await volumes.create("data", { size: 4 });
    const first = await host().create("first", instance(outputs.ref, 1));
    const failure = await failureOf(host().create("second", instance({ ...outputs.ref, readOnly: true }, 2)));
    expect(failure).toMatchObject({
        property: "volumes",
        message:
            `the volume ${outputs.path} on ${host().ssh.host} is that of urn:pulumi:test::shop::unikernel:host:Instance::first, ` +
            "and one of them may write to it. Only `readOnly` volumes can be shared",
    });
    expect((await host().refresh(first))?.outputs.state).toBe("running");
    await host().destroy(first);
});

test("nor has it under another name, and of one resource the older one has to be stopped first", async () => {
    const { outputs } = await volumes.create("data", { size: 4 });
    await sh(`ln -s ${outputs.path} "/srv/by id"`);
    const first = await host().create("first", instance(outputs.ref, 1));
    const other = instance({ path: "/srv/by id" }, 2);
    const failure = await failureOf(host().create("second", other));
    expect(String(failure)).toContain(`the volume /srv/by id on ${host().ssh.host} is that of urn:`);
    const next = await failureOf(host().create("first", other));
    expect(String(next)).toContain('Set `replacement: "stop-first"`');
    expect((await host().refresh(first))?.outputs.state).toBe("running");
    await host().destroy(first);
    await sh('rm "/srv/by id"');
});

test("a volume's path may have spaces and percent signs, and its mount is awaited at boot", async () => {
    await sh('mkdir "/srv/vm images"; truncate -s 4M "/srv/vm images/100%.img"');
    const state = await host().create("spaced", instance({ path: "/srv/vm images/100%.img" }, 1));
    const known = await sh(
        `systemctl show ${serviceOf(state)} --property=RequiresMountsFor,ReadWritePaths,After`,
    );
    expect(known).toMatch(/^ReadWritePaths=.*\/srv\/vm images\/100%\.img/m);
    expect(known).toMatch(/^RequiresMountsFor=.*\/srv\/vm images\/100%\.img/m);
    expect(known).toMatch(/^After=.*remote-fs\.target/m);
    await host().destroy(state);
    await sh('rm -r "/srv/vm images"');
});

test("a change of what writes to a volume stops it first, and the preview says so", async () => {
    const { outputs } = await volumes.create("data", { size: 4 });
    const inputs = instance(outputs.ref, 1);
    const state = await host().create("www", inputs);
    const changed = new Set(["memory"] as const);
    const request = {
        ...{ state, changed, unknowns: new Set<string>(), defaulted: new Set(["name"]) },
        inputs: { ...state.inputs, memory: 32 },
    };
    const diff = instanceLifecycle.diff?.(request, "");
    expect(diff).toMatchObject({
        deleteBeforeReplace: true,
        notes: [
            `The old instance is stopped before the new one starts, because both need the volume ${outputs.path}.`,
        ],
    });
    await host().destroy(state);
});

test("a secret is a device of its instance alone, and goes with it", async () => {
    const secret = { content: "canary-5e7d3c" };
    const state = await host().create("www", instance({ secret }, 1, ["--print"]));
    const path = `${folderOf(state)}/volume-storage`;
    // Its first sector is all there is: the second cannot be read.
    expect(await consoleOf(state)).toContain("[ledger] holds canary-5e7d3c");
    expect(await sh(`stat -c '%a %s' ${path}`)).toBe("600 512\n");
    await host().destroy(state);
    expect(await sh(`ls ${path} 2>&1 || true`)).toContain("No such file");
});
