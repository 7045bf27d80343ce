import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { failureOf, notReady } from "../unit/host/lifecycle/world";
import { answerOf, generation, replacedUnderLoad, urlOf } from "./generations";
import { folderOf, serviceOf } from "./records";
import { loadOn } from "./requests";
import { tenderImage } from "./tenders";
import { labWorld } from "./world";

const host = labWorld({ tenders: true });
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

let serving: InstanceState | undefined;
afterEach(async () => {
    if (serving) await host().destroy(serving);
    serving = undefined;
});

/** A hundred new connections a second is what is promised. So many clients make two or three times as many where others keep both processors busy. */
test.each([
    ["QEMU", 20],
    ["spt", 5],
    ["hvt", 5],
] as const)("replacements under a constant load fail no request: %s, %d times", async (kind, count) => {
    const before = await host().inventory();
    const image = kind === "QEMU" ? web : await tenderImage(host(), kind);
    const { last, tally } = await replacedUnderLoad(
        host(),
        (number) => generation(image, `generation ${number}`),
        count,
        { clients: 8 },
    );
    serving = last;
    expect(tally.failures).toEqual([]);
    expect(tally.answered).toBeGreaterThan(100 * count);
    expect(tally.perSecond).toBeGreaterThan(100);
    expect(await answerOf(host())).toContain(`generation ${count}`);
    await host().destroy(last);
    serving = undefined;
    expect(await host().inventory()).toBe(before);
});

test("a replacement that is not ready is removed again, says why, and the old one serves all the while", async () => {
    serving = await host().create("www", generation(web, "the old one"));
    const before = await host().inventory();
    const load = loadOn(urlOf(host()), { clients: 1 });
    const inputs = generation(web, "the new one");
    const failing = { ...inputs, probe: { http: { status: 404 }, deadline: 3 } };
    const failure = String(await failureOf(host().create("www", failing)));
    expect((await load.stop()).failures).toEqual([]);
    expect(failure).toContain(`on ${host().ssh.host}: its probe did not pass within 3 s`);
    expect(failure).toMatch(/answered with status 200\nThe last lines of its console:\n {4}/);
    expect(failure).toContain(`It was removed again. The old one, ${serving.inputs.name}, goes on.`);
    expect(await host().inventory()).toBe(before);
    expect(await answerOf(host())).toContain("the old one");
});

describe("while an older generation is still there,", () => {
    const lost = { http: { path: "/", status: 404 }, deadline: 1 };
    let old: InstanceState;
    beforeEach(async () => {
        old = await host().create("www", generation(web, "the old one"));
    });
    afterEach(async () => {
        await host().destroy(old);
    });

    test("the one that serves goes on when its new probe does not pass, and is set right by the next", async () => {
        const current = await host().create("www", generation(web, "the new one"));
        serving = current;
        const process = (): Promise<string> =>
            host().exec(`systemctl show --property=MainPID ${serviceOf(current)}`);
        const before = await process();
        const { reasons } = await notReady(host().update(current, { probe: lost }));
        expect(reasons.join("\n")).toContain("its probe did not pass within 1 s");
        expect(reasons.join("\n")).not.toMatch(/removed|goes on/);
        expect(await answerOf(host())).toContain("the new one");
        serving = await host().update(current, { probe: { http: {} } });
        expect(await process()).toBe(before);
    });

    test("a new one that is not ready is kept, with its console, when the old one does not run", async () => {
        await host().exec(`systemctl stop ${serviceOf(old)}`);
        const { state, reasons } = await notReady(
            host().create("www", { ...generation(web, "the new one"), probe: lost }),
        );
        expect(reasons.join("\n")).toContain(`It was kept, since no older one runs (${old.inputs.name}).`);
        serving = {
            ...state,
            inputs: { ...old.inputs, name: state.id.replace(/.*\//, "") },
        };
        expect(await host().exec(`systemctl is-active ${serviceOf(serving)}`)).toBe("active\n");
    });
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
