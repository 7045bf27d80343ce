import { afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { failureOf } from "../unit/host/lifecycle/world";
import { folderOf } from "./records";
import { loadOn } from "./requests";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

const url = (): string => `http://${host().ssh.host}:8080/`;

const generation = (hello: string): InstanceInputs => ({
    ...{ image: web, memory: 32, args: [`--hello=${hello}`], probe: { http: { body: hello } } },
    networks: {
        service: {
            ...{ bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" },
            ports: { "8080": 80 },
        },
    },
});

let serving: InstanceState | undefined;
afterEach(async () => {
    if (serving) await host().destroy(serving);
    serving = undefined;
});

async function replaceBy(inputs: InstanceInputs): Promise<void> {
    const old = serving;
    serving = await host().create("www", inputs);
    if (old) await host().destroy(old);
}

const answer = async (): Promise<string> => (await fetch(url(), { headers: { connection: "close" } })).text();

test("20 replacements under a constant load fail no request", async () => {
    const before = await host().inventory();
    await replaceBy(generation("generation 0"));
    const load = loadOn(url());
    for (let number = 1; number <= 20; number += 1) await replaceBy(generation(`generation ${number}`));
    const { answered, failures, perSecond } = await load.stop();
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(1000);
    expect(perSecond).toBeGreaterThan(50);
    expect(await answer()).toContain("generation 20");
    if (serving) await host().destroy(serving);
    serving = undefined;
    expect(await host().inventory()).toBe(before);
});

test("a replacement that is not ready is removed again, says why, and the old one serves all the while", async () => {
    await replaceBy(generation("the old one"));
    const before = await host().inventory();
    const load = loadOn(url(), 1);
    const inputs = generation("the new one");
    const failing = { ...inputs, probe: { http: { status: 404 }, deadline: 1 } };
    const failure = String(await failureOf(host().create("www", failing)));
    expect((await load.stop()).failures).toEqual([]);
    expect(failure).toContain(`on ${host().ssh.host}: its probe did not pass within 1 s`);
    expect(failure).toMatch(/answered with status 200\nThe last lines of its console:\n {4}/);
    expect(failure).toContain(`It was removed again. The old one, ${serving?.inputs.name}, goes on.`);
    expect(await host().inventory()).toBe(before);
    expect(await answer()).toContain("the old one");
});

test("after a reboot in the middle of a replacement the new one serves, and goes on when the old one goes", async () => {
    const old = await host().create("www", generation("the old one"));
    serving = await host().create("www", generation("the new one"));
    expect(await host().exec(`ls ${folderOf(old)}`)).not.toContain("serving");
    await host().reboot();
    expect(await answer()).toContain("the new one");
    await host().destroy(old);
    expect(await answer()).toContain("the new one");
});
