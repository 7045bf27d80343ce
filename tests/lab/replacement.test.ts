import { afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { failureOf } from "../unit/host/lifecycle/world";
import { answerOf, generation, replacedUnderLoad, urlOf } from "./generations";
import { folderOf } from "./records";
import { loadOn } from "./requests";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

let serving: InstanceState | undefined;
afterEach(async () => {
    if (serving) await host().destroy(serving);
    serving = undefined;
});

test("20 replacements under a constant load fail no request", async () => {
    const before = await host().inventory();
    const { last, tally } = await replacedUnderLoad(
        host(),
        (number) => generation(web, `generation ${number}`),
        20,
    );
    serving = last;
    expect(tally.failures).toEqual([]);
    expect(tally.answered).toBeGreaterThan(1000);
    expect(tally.perSecond).toBeGreaterThan(50);
    expect(await answerOf(host())).toContain("generation 20");
    await host().destroy(last);
    serving = undefined;
    expect(await host().inventory()).toBe(before);
});

test("a replacement that is not ready is removed again, says why, and the old one serves all the while", async () => {
    serving = await host().create("www", generation(web, "the old one"));
    const before = await host().inventory();
    const load = loadOn(urlOf(host()), { clients: 1 });
    const inputs = generation(web, "the new one");
    const failing = { ...inputs, probe: { http: { status: 404 }, deadline: 1 } };
    const failure = String(await failureOf(host().create("www", failing)));
    expect((await load.stop()).failures).toEqual([]);
    expect(failure).toContain(`on ${host().ssh.host}: its probe did not pass within 1 s`);
    expect(failure).toMatch(/answered with status 200\nThe last lines of its console:\n {4}/);
    expect(failure).toContain(`It was removed again. The old one, ${serving.inputs.name}, goes on.`);
    expect(await host().inventory()).toBe(before);
    expect(await answerOf(host())).toContain("the old one");
});

test("after a reboot in the middle of a replacement the new one serves, and goes on when the old one goes", async () => {
    const old = await host().create("www", generation(web, "the old one"));
    serving = await host().create("www", generation(web, "the new one"));
    expect(await host().exec(`ls ${folderOf(old)}`)).not.toContain("serving");
    await host().reboot();
    expect(await answerOf(host())).toContain("the new one");
    await host().destroy(old);
    expect(await answerOf(host())).toContain("the new one");
});
