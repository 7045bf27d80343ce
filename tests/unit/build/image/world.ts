import { afterEach, beforeEach } from "@jest/globals";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ImageInputs, ImageOutputs } from "../../../../provider/build/image";
import { ImageInputs as Inputs } from "../../../../provider/build/image";
import { imageLifecycle } from "../../../../provider/build/image/lifecycle";
import { storeLayout, type StoreLayout } from "../../../../provider/artifact/layout";
import { InvalidInputs } from "../../../../provider/protocol/errors";
import type { Call, State } from "../../../../provider/protocol/resource";
import type { Settings } from "../../../../provider/settings";

/** A project folder with sources, a store, and what the user saw. */
export interface World {
    readonly folder: string;
    readonly layout: StoreLayout;
    readonly call: Call<Settings>;
    readonly notes: string[];
    readonly statuses: string[];
    /** Writes files of the project; the mode is 755 for what begins with `#!`. */
    readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
}

export function world(): () => World {
    let current: World;
    beforeEach(async () => {
        current = await newWorld();
    });
    afterEach(() => rm(current.folder, { recursive: true, force: true }));
    return () => current;
}

async function newWorld(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), "image-"));
    const settings: Settings = { store: join(folder, "store"), storeLimitMiB: 1024, parallel: 2 };
    const notes: string[] = [];
    const statuses: string[] = [];
    return {
        ...{ folder, notes, statuses, layout: storeLayout(settings.store) },
        call: testCall(settings, { notes, statuses }),
        async write(files) {
            for (const [name, text] of Object.entries(files)) {
                const path = join(folder, name);
                await mkdir(dirname(path), { recursive: true });
                await writeFile(path, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
            }
        },
    };
}

export function testCall(
    settings: Settings,
    { notes = [], statuses = [] }: { notes?: string[]; statuses?: string[] } = {},
): Call<Settings> {
    return {
        urn: "urn:pulumi:test::project::unikernel:index:Image::web",
        name: "web",
        settings,
        signal: new AbortController().signal,
        progress: { status: (line) => statuses.push(line), note: (message) => notes.push(message) },
        redact: (text) => text.replaceAll("hunter22", "[secret]"),
    };
}

export type ImageState = State<ImageInputs, ImageOutputs>;

/** The inputs as the protocol would hand them to the lifecycle, after its check. */
export async function checked(
    call: Call<Settings>,
    given: Partial<ImageInputs>,
    previous?: Partial<ImageInputs>,
): Promise<ImageInputs> {
    const inputs = Inputs.parse(given);
    const request = { inputs, unknowns: new Set<string>(), previous, randomSeed: new Uint8Array() };
    const { failures = [], set } = (await imageLifecycle.check?.(call, request)) ?? {};
    if (failures.length > 0) throw new InvalidInputs(failures);
    return { ...inputs, ...set };
}

/** Check and create, as a first `up` does. */
export async function create(call: Call<Settings>, given: Partial<ImageInputs>): Promise<ImageState> {
    const inputs = await checked(call, given);
    return { inputs, ...(await imageLifecycle.create(call, { inputs })) };
}

/** Check, and update where the inputs differ, as a further `up` does. */
export async function update(
    call: Call<Settings>,
    previous: ImageState,
    given: Partial<ImageInputs>,
): Promise<ImageState> {
    const inputs = await checked(call, given, previous.inputs);
    const { outputs } = await imageLifecycle.update(call, { inputs, previous });
    return { id: previous.id, inputs, outputs };
}
