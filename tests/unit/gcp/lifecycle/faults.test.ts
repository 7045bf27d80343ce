import { afterAll, describe, expect, test } from "@jest/globals";
import { startFake, type Fake, type Fault } from "../../../fakes/gcp/server";
import { scenarios, wrong, type Known, type Scenario } from "./scenarios";
import { hasty, pace } from "./world";

const faults: Readonly<Record<string, Fault>> = {
    "500": { kind: "status", status: 500 },
    "503": { kind: "status", status: 503 },
    "429": { kind: "status", status: 429 },
    "a hang": { kind: "hang" },
    "a reset connection": { kind: "reset" },
    "a lost answer": { kind: "lost" },
    "an answer cut short": { kind: "truncated" },
    "503 of what was done": { kind: "denied", status: 503 },
    "a break in the middle of the data": { kind: "partial" },
};

let cases = 0;
afterAll(() => {
    process.stdout.write(`${cases} faults of Google Cloud\n`);
});

/** A scenario's run on a fake of its own, in which `isFaulty` says which requests go wrong. */
async function runWith(
    scenario: Scenario,
    isFaulty: (number: number) => Fault | undefined,
): Promise<{ fake: Fake; state: Known; requests: number; isHurt: boolean; failure: Error | undefined }> {
    const fake = await startFake();
    const state: Known = { current: await scenario.before(fake) };
    const before = fake.log.length;
    let isHurt = false;
    fake.fault = (number) => {
        const fault = isFaulty(number - before);
        isHurt ||= fault !== undefined;
        return fault;
    };
    const failure = await scenario.run(fake, state).then(
        () => undefined,
        (error: unknown) => error as Error,
    );
    fake.fault = () => undefined;
    return { fake, state, requests: fake.log.length - before, isHurt, failure };
}

async function requestsOf(scenario: Scenario): Promise<number> {
    const { fake, requests, failure } = await runWith(scenario, () => undefined);
    await fake.stop();
    expect(failure).toBeUndefined();
    return requests;
}

describe.each(scenarios)("$name", (scenario) => {
    test.each(Object.entries(faults))("%s, of any one request, is got over", async (_, fault) => {
        const requests = await requestsOf(scenario);
        const hurt: string[] = [];
        for (let at = 0; at < requests; at++) {
            const run = () => runWith(scenario, (number) => (number === at ? fault : undefined));
            const { fake, state, failure } = await (fault.kind === "hang" ? hasty(400, run) : run());
            cases++;
            if (failure !== undefined) hurt.push(`${fake.log[at] ?? ""}: ${failure.message}`);
            hurt.push(...wrong(fake, state, scenario).map((reason) => `request ${at}: ${reason}`));
            await fake.stop();
        }
        expect(hurt).toEqual([]);
    });

    test.each(["503", "503 of what was done", "a lost answer", "an answer cut short"] as const)(
        "%s, of every request from one on, ends the run, and the next ends right",
        async (name) => {
            const requests = await requestsOf(scenario);
            const hurt: string[] = [];
            for (let at = 0; at < requests; at++) {
                const { fake, state, isHurt, failure } = await runWith(scenario, (number) =>
                    number >= at ? faults[name] : undefined,
                );
                cases++;
                if (isHurt && failure === undefined) hurt.push(`request ${at}: no failure`);
                await scenario.run(fake, state);
                hurt.push(...wrong(fake, state, scenario).map((reason) => `request ${at}: ${reason}`));
                await fake.stop();
            }
            expect(hurt).toEqual([]);
        },
    );

    test.each(["a reset connection", "a lost answer", "503 of what was done"] as const)(
        "%s, of one request as often as it is tried, leaves nothing that the next run does not find",
        async (name) => {
            const requests = await requestsOf(scenario);
            const hurt: string[] = [];
            for (let at = 0; at < requests; at++) {
                const isFaulty = (number: number): Fault | undefined =>
                    number >= at && number < at + pace.attempts ? faults[name] : undefined;
                const { fake, state } = await runWith(scenario, isFaulty);
                cases++;
                await scenario.run(fake, state);
                hurt.push(...wrong(fake, state, scenario).map((reason) => `request ${at}: ${reason}`));
                await fake.stop();
            }
            expect(hurt).toEqual([]);
        },
    );
});
