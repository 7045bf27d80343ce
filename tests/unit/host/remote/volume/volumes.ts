import { randomBytes } from "node:crypto";
import type { VolumeInputs, VolumeOutputs } from "../../../../../provider/host/volume";
import { volumeLifecycle as lifecycle } from "../../../../../provider/host/remote/volume/lifecycle/lifecycle";
import { readFrom } from "../../../../../provider/host/remote/volume/lifecycle/read";
import { InvalidInputs } from "../../../../../provider/protocol/errors";
import type { Call, DiffResult, State } from "../../../../../provider/protocol/resource";
import type { Settings } from "../../../../../provider/settings";
import { callFor, type CallOptions } from "../../calls";

export type KnownVolume = State<VolumeInputs, VolumeOutputs>;

/** The volumes of a machine, which come and go as `pulumi` would have them. */
export interface Volumes {
    create(name: string, inputs?: VolumeInputs, options?: CallOptions): Promise<KnownVolume>;
    update(previous: KnownVolume, change?: Partial<VolumeInputs>): Promise<KnownVolume>;
    read(state: KnownVolume): Promise<KnownVolume | undefined>;
    /** With the key of the host, where the user's own configuration would say how to reach it. */
    import(id: string): Promise<KnownVolume | undefined>;
    remove(state: KnownVolume): Promise<void>;
    /** What a refresh finds. */
    alteredIn(state: KnownVolume): Promise<string | undefined>;
    /** What the next preview would say of it. */
    drift(state: KnownVolume): DiffResult<VolumeInputs>["drift"];
    /** Removes whatever was made. */
    removeAll(): Promise<void>;
}

/** On the host, or on this machine. Whoever has another URN is another program. */
export function volumesOn(
    settings: Settings,
    host: VolumeInputs["host"],
    urnOf = (name: string) => `urn:pulumi:test::shop::unikernel:host:Volume::${name}`,
): Volumes {
    const made: KnownVolume[] = [];
    const resources = new Map<string, string>();
    const call = (name: string, options: CallOptions = {}): Call<Settings> =>
        callFor(name, { settings, urn: urnOf(name), ...options });
    const callOf = ({ id }: Pick<KnownVolume, "id">): Call<Settings> => call(resources.get(id) ?? id);
    const volumes: Volumes = {
        async create(name, given = {}, options) {
            const inputs = await checked(call(name, options), { host, ...given });
            const state = { inputs, ...(await lifecycle.create(call(name, options), { inputs })) };
            resources.set(state.id, name);
            made.push(state);
            return state;
        },
        async update(previous, change = {}) {
            const inputs = { ...previous.inputs, ...change };
            return {
                ...previous,
                inputs,
                ...(await lifecycle.update(callOf(previous), { inputs, previous })),
            };
        },
        read: (state) => lifecycle.read(callOf(state), { id: state.id, state }),
        import: (id) => readFrom(callOf({ id }), host, { id }),
        async remove(state) {
            await lifecycle.delete(callOf(state), { state });
            const index = made.findIndex(({ id }) => id === state.id);
            if (index >= 0) made.splice(index, 1);
        },
        alteredIn: async (state) => (await volumes.read(state))?.outputs.altered,
        drift(state) {
            const request = {
                state,
                inputs: state.inputs,
                unknowns: new Set<string>(),
                changed: new Set<never>(),
            };
            return lifecycle.diff?.(request, callOf(state).urn).drift;
        },
        async removeAll() {
            for (const state of [...made]) await volumes.remove(state);
        },
    };
    return volumes;
}

async function checked(call: Call<Settings>, inputs: VolumeInputs): Promise<VolumeInputs> {
    const request = { inputs, unknowns: new Set<string>(), randomSeed: randomBytes(16) };
    const { failures = [], set } = (await lifecycle.check?.(call, request)) ?? {};
    if (failures.length > 0) throw new InvalidInputs(failures);
    return { ...inputs, ...set };
}
