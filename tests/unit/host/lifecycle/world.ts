import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "@jest/globals";
import type { Artifact } from "../../../../provider/artifact/artifact";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { instanceLifecycle as lifecycle } from "../../../../provider/host/lifecycle/lifecycle";
import { lookOnChange } from "../../../../provider/host/local/changes";
import { instanceFolder, type InstanceFolder } from "../../../../provider/host/local/folder";
import { InvalidInputs, NotReady } from "../../../../provider/protocol/errors";
import type { InstanceOutputs } from "../../../../provider/host/outputs";
import { tearDownAll } from "../instances";
import type { CallOptions } from "../calls";
import { testStore, type TestStore } from "../store";
import type { InstanceState } from "./states";

/** A machine with a store, on which instances come and go as `pulumi` would have them. */
export interface World extends TestStore {
    /** An image for the process hypervisor. */
    script(text: string): Promise<Artifact>;
    create(name: string, inputs: InstanceInputs, options?: CallOptions): Promise<InstanceState>;
    update(previous: InstanceState, change: Partial<InstanceInputs>): Promise<InstanceState>;
    refresh(state: InstanceState): Promise<InstanceState | undefined>;
    destroy(state: InstanceState): Promise<void>;
    folder(instance: { readonly id: string }): InstanceFolder;
    /** Resolves when a refresh shows what fits. */
    until(state: InstanceState, fits: (outputs: InstanceOutputs) => boolean): Promise<InstanceState>;
}

/** One for all the tests of a file. Whatever they leave running is ended. */
export function world(): () => World {
    let current: World;
    beforeAll(async () => {
        current = worldOn(await testStore());
    });
    afterAll(async () => {
        await tearDownAll(current.layout);
        await current.remove();
    });
    return () => current;
}

function worldOn(store: TestStore): World {
    const nameOf = ({ id }: { readonly id: string }): string => id.replace(/-[0-9a-f]{7}$/, "");
    const refresh = async (state: InstanceState): Promise<InstanceState | undefined> =>
        lifecycle.read(store.call(nameOf(state)), { id: state.id, state });
    const folder = ({ id }: { readonly id: string }): InstanceFolder => instanceFolder(store.layout, id);
    return {
        ...store,
        refresh,
        folder,
        script: (text) => store.image(`#!/bin/sh\n${text}`),
        async create(name, given, options) {
            const inputs = await checked(store, name, given);
            const created = await lifecycle.create(store.call(name, options), { inputs });
            return { inputs, ...created };
        },
        async update(previous, change) {
            const name = nameOf(previous);
            const inputs = await checked(store, name, { ...previous.inputs, ...change });
            const { outputs } = await lifecycle.update(store.call(name), { inputs, previous });
            return { id: previous.id, inputs, outputs };
        },
        destroy: (state) => lifecycle.delete(store.call(nameOf(state)), { state }),
        async until(state, fits) {
            let found = state;
            const look = async (): Promise<boolean> => {
                found = (await refresh(found)) ?? found;
                return fits(found.outputs);
            };
            await lookOnChange(folder(state).path, look, new AbortController().signal);
            return found;
        },
    };
}

async function checked(store: TestStore, name: string, inputs: InstanceInputs): Promise<InstanceInputs> {
    const request = { inputs, unknowns: new Set<string>(), randomSeed: randomBytes(16) };
    const { failures = [], set } = (await lifecycle.check?.(store.call(name), request)) ?? {};
    if (failures.length > 0) throw new InvalidInputs(failures);
    return { ...inputs, ...set };
}

/** What the engine is told of an instance that is there, but not ready. */
export async function notReady(attempt: Promise<unknown>): Promise<NotReady<InstanceOutputs>> {
    const outcome: unknown = await attempt.catch((error: unknown) => error);
    if (outcome instanceof NotReady) return outcome as NotReady<InstanceOutputs>;
    throw new Error(`this is ready, or failed altogether: ${String(outcome)}`);
}

/** What an attempt fails with. */
export async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
    try {
        await attempt;
    } catch (error) {
        return error;
    }
    throw new Error("this was to fail");
}
