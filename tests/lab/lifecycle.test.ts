import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { imagesOn } from "./images";
import { serviceOf } from "./records";
import { tenderImage } from "./tenders";
import { labWorld } from "./world";

const host = labWorld({ tenders: true });
const images = imagesOn(host);
let spt: Artifact;
let hvt: Artifact;
beforeAll(async () => {
    spt = await tenderImage(host(), "spt");
    hvt = await tenderImage(host(), "hvt");
});

const bridge = { bridge: "br0", address: "10.42.0.2/24", gateway: "10.42.0.1" };

const onBridge = (image: Artifact, address = bridge.address): InstanceInputs => ({
    ...{ image, memory: 32, args: ["--hello=Hello there"] },
    networks: { service: { ...bridge, address } },
    probe: { http: { path: "/", status: 200, body: "Hello there" } },
});

const kinds: Record<string, () => InstanceInputs> = {
    process: () => ({ image: images.script, probe: { console: "^ready$" } }),
    "qemu on a user network": () => ({
        ...{ image: images.web, memory: 32 },
        networks: { service: { user: { ports: { "0.0.0.0:8080": 80 } } } },
        probe: { http: { body: "Hello" } },
    }),
    "qemu on a bridge": () => onBridge(images.web),
    "qemu with a published port": () => ({
        ...{ image: images.web, memory: 32 },
        networks: { service: { ...bridge, address: "10.42.0.0/24", ports: { "8080": 80 } } },
        probe: { tcp: { port: 80 } },
    }),
    // At the address of those before: what a tender says of it at its start can be too early for the bridge to pass on.
    "spt on a bridge": () => onBridge(spt),
    "hvt on a bridge": () => onBridge(hvt),
    "spt with a published port": () => ({
        ...onBridge(spt),
        networks: { service: { ...bridge, address: "10.42.0.0/24", ports: { "8080": 80 } } },
    }),
};

const show = (property: string, state: InstanceState): Promise<string> =>
    host().exec(`systemctl show --property=${property} --value ${serviceOf(state)}`);
const mainPid = (state: InstanceState): Promise<string> => show("MainPID", state);

describe.each(Object.keys(kinds))("%s", (kind) => {
    const inputs = (): InstanceInputs => kinds[kind]?.() ?? { image: images.script };

    test("is made, seen as it was made, imported by its id, changed while it runs, and removed without a trace", async () => {
        const before = await host().inventory();
        const created = await host().create("www", inputs());
        expect(created.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
        expect(await host().refresh(created)).toEqual(created);
        expect(host().drift(created)).toEqual({});
        expect(await show("WantedBy", created)).toBe("multi-user.target\n");
        const { host: way } = host().ssh;
        const importable = { ...created, inputs: { ...created.inputs, host: { ssh: { host: way } } } };
        expect(await host().import(created.id)).toEqual(importable);

        const pid = await mainPid(created);
        const updated = await host().update(created, { restart: "always", restartLimit: 2, grace: 3 });
        expect(updated.outputs).toEqual({ ...created.outputs, bootSeconds: expect.any(Number) });
        expect(await host().refresh(updated)).toEqual(updated);
        expect(await mainPid(updated)).toBe(pid);

        await host().destroy(updated);
        expect(await host().refresh(updated)).toBeUndefined();
        expect(await host().inventory()).toBe(before);
    });
});

test.each([
    // `ProtectClock=` lets it read the clock.
    ["spt", "10.42.0.5/24", ["char-rtc r", "/dev/net/tun rw"], ""],
    ["hvt", "10.42.0.6/24", ["char-rtc r", "/dev/char/10:232 rw", "/dev/net/tun rw"], "kvm"],
] as const)(
    "a unit of %s may use what its tender opens, and nothing else",
    async (target, address, devices, group) => {
        const created = await host().create("devices", onBridge(target === "spt" ? spt : hvt, address));
        expect(await show("DevicePolicy", created)).toBe("closed\n");
        expect((await show("DeviceAllow", created)).trim().split("\n")).toEqual(devices);
        expect(await show("SupplementaryGroups", created)).toBe(`${group}\n`);
        await host().destroy(created);
    },
);

test("a unikernel is reached from elsewhere by its addresses", async () => {
    const user = await host().create("user", { ...kinds["qemu on a user network"]?.(), image: images.web });
    expect(user.outputs.addresses).toEqual([`${host().ssh.host}:8080`]);
    expect(await (await fetch(`http://${user.outputs.addresses[0]}/`)).text()).toContain("Hello");
    await host().destroy(user);
});

test("another probe is awaited while it runs, and fails the update when it does not pass", async () => {
    const created = await host().create("probe", { image: images.script });
    const pid = await mainPid(created);
    const attempt = host().update(created, { probe: { console: "^never$", deadline: 1 } });
    await expect(attempt).rejects.toThrow(
        `on ${host().ssh.host}: its probe did not pass within 1 s: no line of the console matches ^never$`,
    );
    const updated = await host().update(created, { probe: { console: "^rea" } });
    expect(updated.outputs.bootSeconds).toEqual(expect.any(Number));
    expect(await mainPid(created)).toBe(pid);
    await host().destroy(updated);
});

test("no grace is no patience: what ignores the request to end is killed at once", async () => {
    const image = await host().script("trap '' TERM; echo ready; while :; do sleep 1000; done");
    const created = await host().create("stubborn", { image, grace: 0, probe: { console: "^ready$" } });
    const start = performance.now();
    await host().destroy(created);
    expect(performance.now() - start).toBeLessThan(5_000);
});

test("what has been removed by hand is no hindrance to its destruction", async () => {
    const before = await host().inventory();
    const created = await host().create("gone", { image: images.script });
    const { unit, id } = { unit: created.outputs.consolePath.replace(/^.*--unit=/, ""), id: created.id };
    await host()
        .exec(`systemctl disable --quiet --now ${unit}; rm /etc/systemd/system/${unit}; systemctl daemon-reload
        rm -r /var/lib/pulumi-unikernel`);
    expect(await host().import(id)).toBeUndefined();
    await host().destroy(created);
    expect(await host().inventory()).toBe(before);
});
