import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import { net } from "../unit/host/images";
import { failureOf, notReady } from "../unit/host/lifecycle/world";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { imagesOn } from "./images";
import { serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
const images = imagesOn(host);
let before: string;
beforeAll(async () => {
    before = await host().inventory();
});

let made: InstanceState[] = [];
afterEach(async () => {
    for (const state of made) await host().destroy(state);
    made = [];
});

const bridge = { bridge: "br0", address: "10.42.0.2/24", gateway: "10.42.0.1" };

/** What is said, with HOST in place of the host's name. */
async function refusalOf(inputs: InstanceInputs): Promise<string> {
    const error = await failureOf(host().create("www", inputs));
    return String(error).replaceAll(host().ssh.host, "HOST");
}

describe("a host refuses what it cannot do, says why, and is as it was", () => {
    afterEach(async () => {
        expect(await host().inventory()).toBe(before);
    });

    const refused: Record<string, [inputs: () => InstanceInputs, says: string]> = {
        "a user who is not root": [
            () => ({ image: images.script, host: { ssh: { ...host().ssh, user: "deploy" } } }),
            "UserError: instances on HOST need root there: log in as root, or set `sudo: true` for a user who may use it without a password",
        ],
        "a user who may not become root": [
            () => ({ image: images.script, host: { ssh: { ...host().ssh, user: "nosudo", sudo: true } } }),
            "UserError: no script can be run on nosudo@HOST: sudo asks for a password there:\n    sudo: a password is required\n" +
                "Allow it without one, by a file in /etc/sudoers.d there: `nosudo ALL=(ALL) NOPASSWD: ALL`.",
        ],
        "a bridge that is not there": [
            () => ({ image: images.web, networks: { service: { ...bridge, bridge: "br9" } } }),
            "UserError: HOST has no bridge br9. Create it there: ip link add br9 type bridge && ip link set br9 up",
        ],
        "a volume that is not there": [
            () => ({
                image: {
                    ...images.web,
                    devices: [...images.web.devices, { name: "disk", type: "block" as const }],
                },
                networks: { service: bridge },
                volumes: { disk: { path: "/srv/none.img" } },
            }),
            "UserError: HOST has no file or device /srv/none.img",
        ],
        "an image for another kind of processor": [
            () => ({ image: { ...images.script, arch: "aarch64" } }),
            'UserError: the image is for aarch64, but HOST is x86_64. Build it with `arch: "x86_64"`',
        ],
    };

    test.each(Object.keys(refused))("%s", async (what) => {
        const [inputs, says] = refused[what] ?? [() => ({ image: images.script }), ""];
        expect(await refusalOf(inputs())).toBe(says);
    });

    test("a tender that is not installed", async () => {
        const image = {
            ...images.web,
            target: "spt" as const,
            devices: net("service"),
            abi: { target: "spt" as const, version: 2 },
        };
        const says = await refusalOf({ image, networks: { service: bridge } });
        expect(says).toMatch(/^UserError: HOST has no solo5-spt\. Install it there: /);
    });
});

const orRenamed = "Choose another; or, if that is this resource's earlier name, run `pulumi up --refresh`";

describe("what another instance has is refused to a second one", () => {
    const urn = "urn:pulumi:live::shop::unikernel:host:Instance::first";
    const networks = { service: { ...bridge, ports: { "8080": 80 } } };

    test.each([
        ["an address", { service: bridge }, `the address 10.42.0.2 is that of ${urn} on HOST. ${orRenamed}`],
        [
            "a port",
            { service: { ...bridge, address: "10.42.0.3/24", ports: { "8080": 80 } } },
            `the port 8080/tcp is that of ${urn} on HOST. ${orRenamed}`,
        ],
    ])("%s", async (_what, second, says) => {
        const first = await host().create("first", { image: images.web, memory: 32, networks }, { urn });
        made.push(first);
        // Another program's check knows nothing of the first.
        const error = await failureOf(
            host().elsewhere().create("www", { image: images.web, networks: second }),
        );
        expect(String(error).replaceAll(host().ssh.host, "HOST")).toBe(`UserError: ${says}`);
        expect(await host().refresh(first)).toEqual(first);
    });
});

describe("one that ends is kept, and explained", () => {
    test.each([
        [2, "an uncaught exception, or out of memory"],
        [64, "it did not understand its arguments"],
    ])("with status %i", async (status, meaning) => {
        const image = await host().script(`echo last words; exit ${status}`);
        const inputs = { image, name: `ends-${status}`, restart: "no" as const };
        const error = await notReady(host().create("ends", inputs));
        const { id, outputs } = error.state;
        made.push({ id, outputs, inputs: { host: { ssh: host().ssh }, ...inputs } });
        expect(outputs).toMatchObject({ state: "exited", exitStatus: status, exitReason: meaning });
        expect(error.reasons).toEqual([
            `on ${host().ssh.host}: it exited with status ${status}: ${meaning}\n` +
                `The last lines of its console:\n    last words\nThe whole console: ${outputs.consolePath}`,
        ]);
    });

    test("by itself after it has done its work: that is fine", async () => {
        const image = await host().script("echo done");
        const state = await host().create("done", { image, probe: { console: "^done$" } });
        made.push(state);
        expect(state.outputs).toMatchObject({ state: "exited", exitStatus: 0 });
        expect(host().drift(state)).toEqual({});
    });

    test("by itself at once, though it was to be reached: it is not taken for one that was killed", async () => {
        const image = await host().script(":");
        const inputs = { image, name: "nothing", restart: "no" as const, probe: { tcp: { port: 8099 } } };
        const error = await notReady(host().create("nothing", inputs));
        const { id, outputs } = error.state;
        made.push({ id, outputs, inputs: { host: { ssh: host().ssh }, ...inputs } });
        expect(outputs).toMatchObject({ state: "exited", exitStatus: 0 });
        expect(error.reasons[0]).toContain("it exited with status 0");
    });

    test("and is started again: a refresh says how often, and where to look", async () => {
        const notes: string[] = [];
        const inputs = { image: images.script, probe: { console: "^ready$" } };
        const state = await host().create("crashing", inputs, { onNote: (note) => notes.push(note) });
        made.push(state);
        expect((await host().refresh(state))?.outputs.state).toBe("running");
        expect(notes).toEqual([]);
        const service = serviceOf(state);
        await host().exec(`systemctl kill --signal=KILL ${service}
            until [ "$(systemctl show ${service} --property=NRestarts,SubState)" = "NRestarts=1
SubState=running" ]; do sleep 0.1; done`);
        expect((await host().refresh(state))?.outputs.state).toBe("running");
        expect(notes).toEqual([
            "crashing has ended and was started again once since it was last started on purpose. Its console may tell why: " +
                state.outputs.consolePath,
        ]);
    });

    test("again and again: it is given up after so many restarts in a row, which are counted", async () => {
        const image = await host().script("exit 1");
        const inputs = { image, name: "again", restartLimit: 1, probe: { console: "^never$", deadline: 20 } };
        const error = await notReady(host().create("again", inputs));
        const { id, outputs } = error.state;
        made.push({ id, outputs, inputs: { host: { ssh: host().ssh }, ...inputs } });
        expect(error.reasons[0]).toMatch(/: it exited with status 1, after 1 restart: it reported a failure/);
        expect(outputs).toMatchObject({ state: "exited", exitStatus: 1 });
    });
});

test("a first instance whose probe does not pass is kept, with its console, and the next up goes on with it", async () => {
    const inputs = { image: images.script, name: "first", probe: { console: "^never$", deadline: 3 } };
    const error = await notReady(host().create("first", inputs));
    const { id, outputs } = error.state;
    const kept = { id, outputs, inputs: { host: { ssh: host().ssh }, ...inputs } };
    expect(error.reasons).toEqual([
        `on ${host().ssh.host}: its probe did not pass within 3 s: no line of the console matches ^never$\n` +
            `The last lines of its console:\n    ready\nThe whole console: ${outputs.consolePath}`,
    ]);
    expect(outputs).toMatchObject({ state: "running" });
    const updated = await host().update(kept, { probe: { console: "^ready$" } });
    made.push(updated);
    expect(updated.outputs).toEqual({ ...outputs, bootSeconds: expect.any(Number) });
});
