import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws, type FaultKind } from "../../../fakes/aws/server";
import { claimed, holdings, means, useCredentials, worldOf, type AmiState } from "../world";
import { run } from "./run";
import { changed, scenarios, type Operation, type Scenario } from "./scenarios";

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

const world = (fault?: FaultKind) => worldOf(fake, means(fault === "hang" ? { attemptMs: 300 } : {}));

const claims = (state: AmiState | undefined) => (state ? claimed(state) : {});

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
            expect(holdings(fake)).toEqual(claims(state));
        }
    });
});

describe("when a service does one thing no more, nothing is left of a creation, and the next one succeeds", () => {
    test.each(scenarios.filter(({ before }) => before === undefined))("$name", async (scenario) => {
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
                operation.kind === "create" ? { ...operation, inputs: changed(operation.inputs) } : operation;
            const state = await run(world(), again);
            expect(holdings(fake)).toEqual(claims(state));
            cases++;
        }
    });
});

test("a creation that could not be cleared away says so", async () => {
    const [scenario] = scenarios as [Scenario];
    const operation = await begin(scenario);
    let isBroken = false;
    fake.onDone = ({ action }) => (isBroken ||= action === "ebs:StartSnapshot");
    fake.onRequest = () => (isBroken ? "error" : undefined);
    await expect(run(world(), operation)).rejects.toThrow(
        /^ebs:PutSnapshotBlock on snap-.* What was made in eu-west-1 could not be removed either: the next `pulumi up` goes on with it, or removes it\.$/,
    );
    fake.onRequest = () => undefined;
    const state = await run(world(), operation);
    expect(holdings(fake)).toEqual(claims(state));
});
