import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bundled } from "../../artifact/bundled";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { claimed, holdings, useCredentials, worldOf, type AmiState } from "../world";
import { run } from "./run";
import { changed, scenarios, type Operation, type Scenario } from "./scenarios";

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

const claims = (state: AmiState | undefined) => (state ? claimed(state) : {});

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

describe.each(scenarios.filter(({ isLong }) => !isLong))("$name", (scenario) => {
    test.each(["before", "after"] as const)(
        "is done by the next run after a plugin was killed %s any request",
        async (when) => {
            for (let at = 0; ; at++) {
                const operation = await begin(scenario);
                if (!(await killedAt(operation, at, when))) break;
                // Every second time the program has changed meanwhile.
                const isChanged = operation.kind === "create" && at % 2 === 1;
                const next = isChanged ? { ...operation, inputs: changed(operation.inputs) } : operation;
                const state = await run(worldOf(fake), next);
                expect(holdings(fake)).toEqual(claims(state));
                cases++;
            }
        },
    );
});
