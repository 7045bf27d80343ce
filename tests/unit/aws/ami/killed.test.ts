import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bundled } from "../../artifact/bundled";
import { mark } from "../../../../provider/aws/image/marks";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { claimed, holdings, inputsOf, useCredentials, worldOf, wrongIn, type AmiState } from "../world";
import { run } from "./run";
import { changed, renamed, scenarios, type Operation, type Scenario } from "./scenarios";

const script = bundled(join(__dirname, "plugin.ts"));

let fake: FakeAws;
beforeAll(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterAll(async () => {
    process.stdout.write(`plugins killed: ${cases} cases\n`);
    await fake.close();
});

let cases = 0;

/** The account holds what a state says, as it says it, and nothing more. */
function expectAllOf(state: AmiState | undefined): void {
    expect(holdings(fake)).toEqual(state ? claimed(state) : {});
    expect(state ? wrongIn(fake, state) : []).toEqual([]);
}

async function begin({ before, operation }: Scenario): Promise<Operation> {
    fake.reset();
    const state = before && (await worldOf(fake).create(before));
    fake.requests.length = 0;
    return operation(state);
}

/**
 * Runs an operation in a process that is killed at a request: before it is done, or when it is done but not answered. Whether
 * there was that request.
 */
async function killedAt(operation: Operation, at: number, when: "before" | "after"): Promise<boolean> {
    const child = spawn(process.execPath, [script(), fake.url], {
        stdio: ["pipe", "pipe", "inherit"],
        env: { ...process.env, NODE_NO_WARNINGS: "1" },
    });
    child.stdin.end(JSON.stringify(operation));
    const output = text(child.stdout);
    fake.onRequest = (_, number) => {
        if (when === "before" && number === at) child.kill("SIGKILL");
        return when === "before" && number >= at ? "reset" : undefined;
    };
    fake.onDone = (_, number) => {
        if (when === "after" && number === at) child.kill("SIGKILL");
    };
    await once(child, "close");
    fake.onRequest = () => undefined;
    fake.onDone = () => undefined;
    const isKilled = child.signalCode === "SIGKILL";
    if (isKilled) expect(await output).toBe("");
    return isKilled;
}

/** What its creation had come to the end with: nothing tells it from what is in a state. */
const finished = (): ReturnType<typeof holdings> =>
    Object.fromEntries(
        [...fake.regions].flatMap(([name, { images }]) => {
            const all = [...images.values()].filter(({ tags }) => !tags.has(mark.unfinished));
            const pairs = {
                images: all.map(({ id }) => id),
                snapshots: all.map(({ snapshotId }) => snapshotId),
            };
            return all.length === 0 ? [] : [[name, pairs] as const];
        }),
    );

describe.each([...scenarios])("$name", (scenario) => {
    // What is there before a request is what is there after the one before.
    test.each(scenario.isLong ? (["after"] as const) : (["before", "after"] as const))(
        "is done by the next run after a plugin was killed %s any request",
        async (when) => {
            for (let at = 0; ; at++) {
                const operation = await begin(scenario);
                if (!(await killedAt(operation, at, when))) break;
                // Every second time the program has changed meanwhile.
                const isChanged = operation.kind === "create" && at % 2 === 1;
                const next = isChanged ? { ...operation, inputs: changed(operation.inputs) } : operation;
                const state = await run(worldOf(fake), next);
                expectAllOf(state);
                cases++;
            }
        },
    );
});

describe("an image that another was to replace", () => {
    test.each(["before", "after"] as const)(
        "is deleted with what the other one left when the plugin was killed %s any request",
        async (when) => {
            for (let at = 0; ; at++) {
                fake.reset();
                const old = await worldOf(fake).create(inputsOf());
                fake.requests.length = 0;
                const inputs = renamed(changed(inputsOf({ regions: ["eu-west-1", "us-east-1"] })));
                if (!(await killedAt({ kind: "create", inputs }, at, when))) break;
                const left = finished();
                const { "eu-west-1": mine } = claimed(old);
                const isLast = (left["eu-west-1"]?.images.length ?? 0) > 1;
                await worldOf(fake).delete(old);
                const { "eu-west-1": there } = holdings(fake);
                expect(there?.images ?? []).toHaveLength(isLast ? 1 : 0);
                expect(there?.snapshots ?? []).toHaveLength(isLast ? 1 : 0);
                expect(there?.images ?? []).not.toContain(mine?.images[0]);
                cases++;
            }
        },
    );
});

describe("an image with an automatic name, which the next run draws anew", () => {
    const [scenario] = scenarios as [Scenario];
    test.each(["before", "after"] as const)(
        "is done by the next run after a plugin was killed %s any request",
        async (when) => {
            for (let at = 0; ; at++) {
                const operation = await begin(scenario);
                if (operation.kind !== "create") throw new Error("the scenario creates nothing");
                if (!(await killedAt(operation, at, when))) break;
                const { action } = fake.requests[at] ?? {};
                const [left, snapshots] = [finished(), holdings(fake)["eu-west-1"]?.snapshots ?? []];
                const isLast = when === "after" && action === "ec2:DeleteTags";
                expect(Object.keys(left)).toHaveLength(isLast ? 1 : 0);
                const inputs = renamed(at % 2 === 1 ? changed(operation.inputs) : operation.inputs);
                const state = await run(worldOf(fake), { ...operation, inputs });
                fake.region("eu-west-1").images.delete(left["eu-west-1"]?.images[0] ?? "");
                fake.region("eu-west-1").snapshots.delete(left["eu-west-1"]?.snapshots[0] ?? "");
                expectAllOf(state);
                const isSame = at % 2 === 0 && !isLast && snapshots.length > 0;
                if (isSame) expect(holdings(fake)["eu-west-1"]?.snapshots).toEqual(snapshots);
                cases++;
            }
        },
    );
});
