import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { Connection } from "../../provider/host/connection";
import type { InstanceInputs } from "../../provider/host/inputs";
import { instanceLifecycle as lifecycle } from "../../provider/host/lifecycle/lifecycle";
import { read } from "../../provider/host/remote";
import { hasChanged, hostOf } from "../../provider/host/remote/hosts";
import { InvalidInputs } from "../../provider/protocol/errors";
import type { Call, DiffResult } from "../../provider/protocol/resource";
import type { Settings } from "../../provider/settings";
import type { CallOptions } from "../unit/host/calls";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { testStore, type TestStore } from "../unit/host/store";
import { webElf } from "../unikernel/build";
import type { Lab } from "./lab";
import { startNspawnLab, type LabOptions } from "./nspawn";
import { throughWay } from "./through";

/** A host, and a store from which instances come and go there as `pulumi` would have them. */
export interface LabWorld extends Lab {
    readonly settings: Settings;
    /** An image for the process hypervisor. */
    script(text: string): Promise<Artifact>;
    /** An image of those bytes. */
    kernel(bytes: Buffer, what: Partial<Artifact>): Promise<Artifact>;
    /** The quickstart's unikernel. */
    web(): Promise<Artifact>;
    create(name: string, inputs: InstanceInputs, options?: CallOptions): Promise<InstanceState>;
    update(previous: InstanceState, change?: Partial<InstanceInputs>): Promise<InstanceState>;
    /** As another run of `pulumi` would, that knows nothing of this one. */
    refresh(state: InstanceState): Promise<InstanceState | undefined>;
    /** As one of many that the same run asks for. */
    refreshInPassing(state: InstanceState): Promise<InstanceState | undefined>;
    /** With the lab's key, where the user's own configuration would say how to reach it. */
    import(id: string): Promise<InstanceState | undefined>;
    /** What the next preview would show as not as it should be. */
    drift(state: InstanceState): DiffResult<InstanceInputs>["drift"];
    destroy(state: InstanceState): Promise<void>;
    /** As its resource is called from now on. */
    rename(state: InstanceState, urn: string): void;
    /** From now on all scripts go this way, until it is undone. */
    through(way: (connection: Connection) => Connection): () => void;
    /** The same host, seen from another program of somebody else's. */
    elsewhere(): LabWorld;
}

/** One for all the tests of a file. It has a bridge `br0`, also after a reboot: 10.42.0.1/24. */
export function labWorld(options?: LabOptions): () => LabWorld {
    return worldOf(
        () => startNspawnLab(options),
        (options?.init ?? "systemd") === "systemd" ? makeBridge : makeBridgeBySysv,
    );
}

/** The same on a lab of another kind. */
export function worldOf(start: () => Promise<Lab>, prepare = makeBridge): () => LabWorld {
    let current: LabWorld;
    let store: TestStore;
    beforeAll(async () => {
        store = await testStore();
        const lab = await start();
        current = worldOn(lab, store);
        await lab.exec(prepare);
        await connected(lab, store);
    });
    afterAll(async () => {
        await current.stop();
        await store.remove();
    });
    return () => current;
}

/** The bridge has a port that is always there: a bridge without any is down. Nobody is at its other end. */
const bridgeCommands = [
    "ip link add br0 address 02:00:0a:2a:00:01 type bridge",
    "ip address add 10.42.0.1/24 dev br0",
    "ip link set br0 up",
    "ip link add uplink arp off up type veth peer name uplink0",
    "ip link set uplink0 master br0 up",
];

const makeBridge = `set -e
cat >/etc/systemd/system/br0.service <<END
[Unit]
Before=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
${bridgeCommands.map((command) => `ExecStart=${command}`).join("\n")}
[Install]
WantedBy=multi-user.target
END
systemctl enable --quiet --now br0
systemctl start network-online.target`;

const makeBridgeBySysv = `set -e
cat >/etc/init.d/networking <<'END'
#!/bin/sh
### BEGIN INIT INFO
# Provides:          networking
# Required-Start:    mountkernfs $local_fs
# Required-Stop:     $local_fs
# Default-Start:     S
# Default-Stop:
### END INIT INFO
[ "$1" = start ] || exit 0
${bridgeCommands.join("\n")}
END
chmod 755 /etc/init.d/networking
update-rc.d networking defaults
/etc/init.d/networking start`;

/** What a first connection leaves behind, such as the session of a user, is no instance's doing. */
async function connected({ ssh }: Lab, store: TestStore): Promise<void> {
    const { settings, signal } = store.call("first");
    await hostOf({ settings }, ssh).connection.run({ body: "true" }, { signal });
}

function worldOn(lab: Lab, store: TestStore): LabWorld {
    /** The calls for each instance are those of the resource that made it. */
    const calls = new Map<string, Call<Settings>>();
    const callFor = ({ id }: { readonly id: string }): Call<Settings> => calls.get(id) ?? store.call(id);
    const refreshInPassing = (state: InstanceState): Promise<InstanceState | undefined> =>
        lifecycle.read(callFor(state), { id: state.id, state });
    return {
        ...lab,
        inventory: async () => (await lab.inventory()).replaceAll(connections, ""),
        settings: store.settings,
        refresh(state) {
            const { ssh } = state.inputs.host ?? {};
            if (ssh) hasChanged(hostOf(callFor(state), ssh));
            return refreshInPassing(state);
        },
        refreshInPassing,
        script: (text) => store.image(`#!/bin/sh\n${text}\n`),
        kernel: (bytes, what) => store.image(bytes, what),
        web: async () => store.image(await readFile(await webElf()), virtioWeb),
        async create(name, given, options) {
            const call = store.call(name, options);
            const inputs = await checked(call, { host: { ssh: lab.ssh }, ...given });
            calls.set(`${lab.ssh.host}/${inputs.name}`, call);
            return { inputs, ...(await lifecycle.create(call, { inputs })) };
        },
        async update(previous, change = {}) {
            const call = callFor(previous);
            const inputs = await checked(call, { ...previous.inputs, ...change });
            return { id: previous.id, inputs, ...(await lifecycle.update(call, { inputs, previous })) };
        },
        import: (id) => read(callFor({ id }), { id, ssh: lab.ssh }),
        drift(state) {
            const { inputs } = state;
            const request = { state, inputs, unknowns: new Set<string>(), changed: new Set<never>() };
            return lifecycle.diff?.(request, callFor(state).urn).drift;
        },
        rename(state, urn) {
            calls.set(state.id, { ...callFor(state), urn });
        },
        destroy: (state) => lifecycle.delete(callFor(state), { state }),
        through: (way) => throughWay(hostOf(store, lab.ssh), way),
        elsewhere: () => worldOn(lab, anotherProgram(store)),
    };
}

/** The processes that hold a user's connection to the host open. */
const connections = /^session-\S+ +\S+ +cat\n/gm;

/** What is remembered for a run of a program is remembered with its settings. */
function anotherProgram(store: TestStore): TestStore {
    const settings = { ...store.settings };
    return { ...store, settings, call: (name, options) => ({ ...store.call(name, options), settings }) };
}

const virtioWeb: Partial<Artifact> = {
    name: "web",
    target: "virtio",
    devices: [{ name: "service", type: "net" }],
    abi: { target: "virtio", version: 1 },
};

async function checked(call: Call<Settings>, inputs: InstanceInputs): Promise<InstanceInputs> {
    const request = { inputs, unknowns: new Set<string>(), randomSeed: randomBytes(16) };
    const { failures = [], set } = (await lifecycle.check?.(call, request)) ?? {};
    if (failures.length > 0) throw new InvalidInputs(failures);
    return { ...inputs, ...set };
}
