import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import { startFakeAws, type FakeAws, type FaultKind } from "../../../fakes/aws/server";
import { claimed, holdings, means, useCredentials, worldOf, wrongIn, type AmiState } from "../world";
import { run } from "./run";
import { changed, renamed, scenarios, type Operation, type Scenario } from "./scenarios";

let fake: FakeAws;
beforeAll(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterAll(async () => {
    process.stdout.write(`faults of AWS: ${cases} cases\n`);
    await fake.close();
});

let cases = 0;

const faults: readonly FaultKind[] = ["error", "throttled", "hang", "reset", "reset-after", "truncated"];

const world = (fault?: FaultKind) =>
    worldOf(fake, means(fault === "hang" ? { attemptMs: 300, blockMs: 300 } : {}));

/** The account holds what a state says, as it says it, and nothing more. */
function expectAllOf(state: AmiState | undefined): void {
    expect(holdings(fake)).toEqual(state ? claimed(state) : {});
    expect(state ? wrongIn(fake, state) : []).toEqual([]);
}

/** An account as a scenario finds it, and what is to be done there. */
async function begin({ before, operation }: Scenario): Promise<Operation> {
    fake.reset();
    const state = before && (await world().create(before));
    fake.requests.length = 0;
    return operation(state);
}

describe.each([...scenarios])("$name", (scenario) => {
    test.each([...faults])("survives when any one request meets: %s", async (fault) => {
        // How often something is looked at depends on how long it takes.
        for (let at = 0, before = -1; before !== cases; at++) {
            const operation = await begin(scenario);
            before = cases;
            fake.onRequest = (_, number) => {
                if (number !== at) return undefined;
                cases++;
                return fault;
            };
            const state = await run(world(fault), operation);
            expectAllOf(state);
        }
    });
});

describe("when a service does one thing no more, nothing is left of a creation, and the next one succeeds", () => {
    const retries = { changed, renamed, both: (inputs: AmiInputs) => renamed(changed(inputs)) };
    const creations = scenarios.filter(({ before }) => before === undefined);
    test.each(
        creations.flatMap((scenario) =>
            Object.entries(retries).map(([how, retried]) => ({ ...scenario, how, retried })),
        ),
    )("$name, then $how", async ({ retried, ...scenario }) => {
        await run(world(), await begin(scenario));
        const actions = new Set(fake.requests.map(({ action }) => action));
        for (const action of actions) {
            const operation = await begin(scenario);
            fake.onRequest = (request) => (request.action === action ? "error" : undefined);
            await expect(run(world(), operation)).rejects.toThrow(action);
            // What looks for leftovers can't find them without looking.
            const isBlind = action.startsWith("ec2:Describe");
            if (!isBlind) expect(holdings(fake)).toEqual({});
            fake.onRequest = () => undefined;
            const again =
                operation.kind === "create" ? { ...operation, inputs: retried(operation.inputs) } : operation;
            const state = await run(world(), again);
            expectAllOf(state);
            cases++;
        }
    });
});

const asBefore = (inputs: AmiInputs): AmiInputs => inputs;

test.each([
    ["the same name", asBefore],
    ["another name", renamed],
])("a creation that could not be cleared away says so, and one of %s goes on", async (_, retried) => {
    const [scenario] = scenarios as [Scenario];
    const operation = await begin(scenario);
    let isBroken = false;
    fake.onDone = ({ action }) => (isBroken ||= action === "ebs:StartSnapshot");
    fake.onRequest = () => (isBroken ? "error" : undefined);
    await expect(run(world(), operation)).rejects.toThrow(
        /^ebs:PutSnapshotBlock on snap-.* What was made in eu-west-1 could not be removed either: the next `pulumi up` goes on with it, or removes it\.$/,
    );
    fake.onRequest = () => undefined;
    const { snapshots } = holdings(fake)["eu-west-1"] ?? {};
    if (operation.kind !== "create") throw new Error("the scenario creates nothing");
    const state = await run(world(), { ...operation, inputs: retried(operation.inputs) });
    expectAllOf(state);
    expect(holdings(fake)["eu-west-1"]?.snapshots).toEqual(snapshots);
});
