import type { Connection } from "../../provider/host/connection";
import type { NetworkInputs, NetworkOutputs } from "../../provider/host/network";
import { hostOf } from "../../provider/host/remote/hosts";
import { networkLifecycle } from "../../provider/host/remote/network/lifecycle/lifecycle";
import type { State } from "../../provider/protocol/resource";
import type { CallOptions } from "../unit/host/calls";
import { testStore } from "../unit/host/store";
import type { Lab } from "./lab";
import { startNspawnLab, type LabOptions } from "./nspawn";
import { throughWay } from "./through";

export type KnownNetwork = State<NetworkInputs, NetworkOutputs>;

/** A lab, and the networks that a test makes there, as the engine would have them made. */
export interface NetworkLab extends Lab {
    readonly create: (name: string, inputs: NetworkInputs, options?: CallOptions) => Promise<KnownNetwork>;
    readonly update: (previous: KnownNetwork, more?: Partial<NetworkInputs>) => Promise<KnownNetwork>;
    readonly read: (state: KnownNetwork) => Promise<KnownNetwork | undefined>;
    readonly remove: (state: KnownNetwork) => Promise<void>;
    /** What a refresh finds. */
    readonly alteredIn: (state: KnownNetwork) => Promise<string | undefined>;
    /** Removes whatever was made. */
    removeAll(): Promise<void>;
    forwarding(): Promise<string>;
    /** From now on all scripts go this way, until it is undone. */
    through(way: (connection: Connection) => Connection): () => void;
}

export async function startNetworkLab(options?: LabOptions): Promise<NetworkLab> {
    const [lab, store] = await Promise.all([startNspawnLab(options), testStore()]);
    const made: KnownNetwork[] = [];
    const networks: NetworkLab = {
        ...lab,
        async create(name, more, options) {
            const inputs = { host: { ssh: lab.ssh }, bridge: name, ...more };
            const state = {
                inputs,
                ...(await networkLifecycle.create(store.call(name, options), { inputs })),
            };
            made.push(state);
            return state;
        },
        async update(previous, more = {}) {
            const inputs = { ...previous.inputs, ...more };
            const call = store.call(previous.outputs.bridge);
            return { ...previous, inputs, ...(await networkLifecycle.update(call, { inputs, previous })) };
        },
        read: (state) => networkLifecycle.read(store.call(state.outputs.bridge), { id: state.id, state }),
        remove: (state) => networkLifecycle.delete(store.call(state.outputs.bridge), { state }),
        alteredIn: async (state) => (await networks.read(state))?.outputs.altered,
        async removeAll() {
            for (const state of made.splice(0)) await networks.remove(state);
        },
        // A connection that a reboot has ended is made again, under another number.
        inventory: async () => (await lab.inventory()).replace(/session-\d+\.scope */g, "session.scope "),
        forwarding: () => lab.exec("cat /proc/sys/net/ipv4/ip_forward"),
        through: (way) => throughWay(hostOf(store.call("through"), lab.ssh), way),
        async stop() {
            await lab.stop();
            await store.remove();
        },
    };
    // The first login leaves traces on the host, and its connection is there from then on.
    await networks.read(nothing({ ssh: lab.ssh }));
    return networks;
}

const nothing = (host: NetworkInputs["host"]): KnownNetwork => ({
    id: "none",
    inputs: { host, bridge: "none" },
    outputs: { bridge: "none", unit: "" },
});
