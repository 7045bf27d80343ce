import { describe, expect, test } from "@jest/globals";
import { instance } from "../../../../provider/host/instance";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { instanceLifecycle } from "../../../../provider/host/lifecycle/lifecycle";
import type { InstanceOutputs } from "../../../../provider/host/outputs";
import type { ObjectValue } from "../../../../provider/protocol/codec/value";
import { diff, type Diff } from "../../../../provider/protocol/diff/diff";
import type { Resource } from "../../../../provider/protocol/resource";
import type { Settings } from "../../../../provider/settings";
import { block, imageFor } from "../images";
import { stateOf } from "./states";

type Values = Record<string, unknown>;

const image = imageFor("virtio");
const base: InstanceInputs = {
    image,
    name: "www-0123456",
    networks: { service: { user: { ports: { "8080": 80 } } } },
    probe: { http: {} },
};
const ready: Partial<InstanceOutputs> = { bootSeconds: 0.1 };

const urn = "urn:pulumi:live::shop::unikernel:host:Instance::www";

/** What a preview shows for a change of the inputs. */
function plan(next: Partial<InstanceInputs>, { old = base, outputs = ready } = {}): Diff {
    const state = stateOf(old, outputs);
    const inputs = { ...state.inputs, ...next };
    const request = {
        urn,
        id: state.id,
        oldInputs: plain(state.inputs),
        oldState: plain({ ...state.inputs, ...state.outputs }),
        inputs: plain(inputs),
        defaulted: new Set(inputs.name === chosen ? ["name"] : []),
        ignoreChanges: [],
    };
    return diff(instance, instanceLifecycle as unknown as Resource<Values, Values, Settings>, request);
}

/** The name that Check has chosen. */
const chosen = "www-0123456";

function plain(values: object): ObjectValue {
    return JSON.parse(JSON.stringify(values)) as ObjectValue;
}

const paths = ({ changes }: Diff): string[] => changes.map(({ path }) => path);
const replacing = ({ changes }: Diff): string[] =>
    changes.filter(({ replaces }) => replaces).map(({ path }) => path);

describe("a change of what runs replaces the instance:", () => {
    const other = imageFor("virtio", { digest: `sha256:${"1".repeat(64)}` });
    test.each<[string, Partial<InstanceInputs>]>([
        ["image.digest", { image: other }],
        ["hypervisor", { hypervisor: "libvirt" }],
        ["memory", { memory: 256 }],
        ["cpus", { cpus: 2 }],
        ["networks.service.user.ports.8080", { networks: { service: { user: { ports: { "8080": 81 } } } } }],
        ["volumes", { volumes: { storage: { path: "a.img" } } }],
        ["args", { args: ["--hello=Hi"] }],
        ["env", { env: { A: "1" } }],
        ["name", { name: "shop" }],
        ["host", { host: { ssh: { host: "kvm1" } } }],
    ])("%s", (path, change) => {
        expect(replacing(plan(change))).toEqual([path]);
    });

    test("the devices that an image declares", () => {
        const devices = block("storage");
        expect(replacing(plan({ image: { ...image, devices } }))).toEqual(["image.devices[0]"]);
    });
});

test.each<[string, Partial<InstanceInputs>]>([
    ["hypervisor", { hypervisor: "qemu" }],
    ["memory", { memory: 128 }],
    ["cpus", { cpus: 1 }],
    ["no arguments, variables and volumes", { args: [], env: {}, volumes: {} }],
])("a default that is written down changes nothing: %s", (_name, change) => {
    expect(plan(change).changes).toEqual([]);
});

test("what a volume is by default changes nothing", () => {
    const old: InstanceInputs = { ...base, volumes: { storage: { path: "a.img" } } };
    const written = { path: "a.img", format: "raw", readOnly: false, sectorSize: 512 } as const;
    expect(plan({ volumes: { storage: written } }, { old }).changes).toEqual([]);
    expect(replacing(plan({ volumes: { storage: { ...written, readOnly: true } } }, { old }))).not.toEqual(
        [],
    );
});

describe("is changed while the instance runs:", () => {
    test.each<[string, Partial<InstanceInputs>]>([
        ["probe.http.path", { probe: { http: { path: "/health" } } }],
        ["restart", { restart: "always" }],
        ["restartLimit", { restartLimit: 1 }],
        ["grace", { grace: 1 }],
    ])("%s", (path, change) => {
        const planned = plan(change);
        expect([paths(planned), replacing(planned), planned.notes]).toEqual([[path], [], []]);
    });
});

describe("on a host, the instance goes on when", () => {
    const old: InstanceInputs = { ...base, host: { ssh: { host: "kvm1", identity: "old key" } } };

    test("it is reached with another key or as another user, which is an update", () => {
        const planned = plan({ host: { ssh: { host: "kvm1", user: "deploy" } } }, { old });
        expect(paths(planned)).toEqual(["host.ssh.identity", "host.ssh.user"]);
        expect(replacing(planned)).toEqual([]);
    });

    test("this machine is named in another way", () => {
        expect(plan({ host: { local: true } }).changes).toEqual([]);
    });
});

describe("a replacement on a host", () => {
    const networks = {
        service: { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1", ports: { "8080": 80 } },
    };
    const old: InstanceInputs = { ...base, name: "www-0123456", host: { ssh: { host: "kvm1" } }, networks };

    test("switches its ports over, which the preview says", () => {
        expect(plan({ memory: 64 }, { old })).toMatchObject({
            deleteBeforeReplace: false,
            notes: [
                "The new instance is started at an address of its own and probed; then the published ports lead to it at " +
                    "once, and the old one is removed when its connections have ended.",
            ],
        });
    });

    describe("that keeps its address", () => {
        const fixed = { service: { bridge: "br0", address: "10.42.0.2/24" } };
        const handing: InstanceInputs = { ...old, networks: fixed, replacement: "l2" };
        const stopsFirst =
            "The old instance is stopped before the new one starts, because both need the address 10.42.0.2 on br0.";

        test("hands it over where the program says so", () => {
            expect(plan({ memory: 64 }, { old: handing })).toMatchObject({
                deleteBeforeReplace: false,
                notes: [
                    "The new instance is started and probed apart from its bridge; then it takes the old one's place there, " +
                        "with its address, and connections that are open then end.",
                ],
            });
        });

        test("stops the old one first where the program does not, and where the two have differing MAC addresses", () => {
            const one = { ...handing, replacement: undefined };
            expect(plan({ memory: 64 }, { old: one })).toMatchObject({
                deleteBeforeReplace: true,
                notes: [stopsFirst],
            });
            const switched = plan({ replacement: "l2" }, { old: one });
            expect([replacing(switched), switched.notes]).toEqual([["replacement"], [stopsFirst]]);
        });
    });

    test("stops the old one first where the program says so", () => {
        expect(plan({ memory: 64, replacement: "stop-first" }, { old })).toMatchObject({
            deleteBeforeReplace: true,
            notes: ["The old instance is stopped before the new one starts, as `replacement` says."],
        });
    });
});

describe("an instance whose resource was renamed", () => {
    const owner = "urn:pulumi:live::shop::unikernel:host:Instance::web";
    const old: InstanceInputs = {
        ...{ ...base, host: { ssh: { host: "kvm1" } } },
        networks: { service: { bridge: "br0", address: "10.42.0.0/24", ports: { "8080": 80 } } },
    };

    test("is marked anew while it runs", () => {
        const planned = plan({}, { old, outputs: { ...ready, owner } });
        expect(planned.notes).toEqual([
            `owner: its marks on the host are of its earlier name, ${owner}. They will be renewed while it is used`,
        ]);
        expect([paths(planned), replacing(planned)]).toEqual([["owner"], []]);
    });

    test("is stopped first when it is replaced as well, since the new one cannot take over from another's", () => {
        const planned = plan({ memory: 64 }, { old, outputs: { ...ready, owner } });
        expect(planned.deleteBeforeReplace).toBe(true);
        expect(planned.notes[0]).toBe(
            "The old instance is stopped before the new one starts, because its marks on the host are of its earlier name. " +
                "Rename it with one `pulumi up` and change it with the next, and nothing is stopped.",
        );
    });

    test("or was not, has no difference, nor does one of before marks were kept", () => {
        expect(plan({}, { old, outputs: { ...ready, owner: urn } }).changes).toEqual([]);
        expect(plan({}, { old }).changes).toEqual([]);
    });
});

test("what was altered on the host is shown, and set right by an update", () => {
    const altered = "its unit file is not as it was written:\n-Restart=on-failure\n+Restart=no";
    const planned = plan({}, { outputs: { ...ready, altered } });
    expect(planned.notes).toEqual([`altered: ${altered}\nIt will be set right, and started again`]);
    expect(replacing(planned)).toEqual([]);
});

test("ports that lead elsewhere are led back, and nothing is started again for that", () => {
    const altered = "its published ports do not lead to it";
    expect(plan({}, { outputs: { ...ready, altered } }).notes).toEqual([
        `altered: ${altered}\nIt will be set right`,
    ]);
});

test("the same bytes under another name, or built by another recipe, change nothing", () => {
    const renamed = { ...image, name: "web.virtio", recipe: { sourceHash: "another" } };
    expect(plan({ image: renamed }).changes).toEqual([]);
    expect(plan({}).changes).toEqual([]);
});

describe("the new instance is started before the old one is stopped", () => {
    const alone: InstanceInputs = { image, name: "www-0123456" };

    test("by default, and there is nothing to note", () => {
        const planned = plan({ memory: 64 }, { old: alone });
        expect(planned).toMatchObject({ deleteBeforeReplace: false, notes: [] });
    });

    test("where the new one has a port of its own", () => {
        const networks = { service: { user: { ports: { "8081": 80 } } } };
        expect(plan({ networks })).toMatchObject({ deleteBeforeReplace: false, notes: [] });
    });

    test.each<[string, Partial<InstanceInputs>]>([
        ["the port 127.0.0.1:8080", { networks: base.networks }],
        ["the TAP device tap0", { networks: { service: { tap: "tap0" } } }],
        ["the name web-deadbee", { name: "web-deadbee" }],
        ["the volume a.img", { volumes: { storage: { path: "a.img" } } }],
        [
            "the port 127.0.0.1:8080 and the volume a.img",
            { networks: base.networks, volumes: { storage: { path: "a.img" } } },
        ],
    ])("but not where both need %s, which the preview says", (shared, exclusive) => {
        const planned = plan({ memory: 64 }, { old: { ...alone, ...exclusive } });
        expect(planned).toMatchObject({
            deleteBeforeReplace: true,
            notes: [`The old instance is stopped before the new one starts, because both need ${shared}.`],
        });
    });

    test("nor where the program replaces what is no replacement to us, and nothing is noted of what may not come", () => {
        expect(plan({ restart: "no" })).toMatchObject({ deleteBeforeReplace: true, notes: [] });
        expect(plan({ restart: "no" }, { old: alone })).toMatchObject({
            deleteBeforeReplace: false,
            notes: [],
        });
    });
});

describe("after a refresh, the next preview shows the repair of an instance that", () => {
    test.each<[string, Partial<InstanceOutputs>, string]>([
        ["is gone", { state: "gone" }, "state: it no longer runs. It will be started again"],
        [
            "failed",
            { state: "exited", exitStatus: 2, exitReason: "an uncaught exception, or out of memory" },
            "state: it exited with status 2: an uncaught exception, or out of memory. It will be started again",
        ],
        [
            "is not ready",
            { state: "running", bootSeconds: undefined },
            "bootSeconds: its probe has not passed yet",
        ],
    ])("%s", (_, outputs, note) => {
        const planned = plan({}, { outputs: { ...ready, ...outputs } });
        expect(planned.notes).toEqual([note]);
        expect(planned.changes).toMatchObject([{ kind: "update", replaces: false, isInput: false }]);
    });
});
