import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { onHost, withExample, withKey } from "./examples";
import { answerOf, urlOf } from "./generations";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";
import { loadOn } from "./requests";

jest.setTimeout(600_000);

let labs: readonly Lab[];
beforeAll(async () => {
    labs = [await startNspawnLab(), await startNspawnLab()];
});
afterAll(async () => {
    for (const lab of labs) await lab.stop();
});

const only = (): Lab => {
    const [lab] = labs;
    if (lab === undefined) throw new Error("no lab");
    return lab;
};

const inventories = (): Promise<string[]> => Promise.all(labs.map((lab) => lab.inventory()));
let before: readonly string[];
beforeEach(async () => {
    before = await inventories();
});
afterEach(async () => {
    expect(await inventories()).toEqual(before);
});

test("kvm-host: on a bridge that was made as it says, a unikernel answers the host", async () => {
    const lab = only();
    await lab.exec("ip link add br0 type bridge && ip addr add 10.42.0.1/24 dev br0 && ip link set br0 up");
    const example = { config: onHost(lab), replacing: withKey(lab) };
    await withExample("kvm-host", example, async (project) => {
        await project.up();
        const { addresses, console } = await project.outputs();
        expect(addresses).toEqual(["10.42.0.2"]);
        expect(await lab.exec("curl --silent --fail http://10.42.0.2/")).toContain(
            "Hello from a host of its own",
        );
        expect(await lab.exec(String(console))).toContain("Hello from a host of its own");
        await project.pulumi("preview", "--expect-no-changes");
    });
    await lab.exec("ip link delete br0");
});

test("blue-green: there and back, without a failed request", async () => {
    const lab = only();
    const example = { config: onHost(lab), replacing: withKey(lab) };
    await withExample("blue-green", example, async (project) => {
        await project.up();
        expect(await answerOf(lab)).toContain("Hello from blue");
        const load = loadOn(urlOf(lab));
        for (const colour of ["green", "blue"]) {
            await project.pulumi("config", "set", "live", colour);
            await project.up();
            expect(await answerOf(lab)).toContain(`Hello from ${colour}`);
        }
        expect((await load.stop()).failures).toEqual([]);
        await project.pulumi("preview", "--expect-no-changes");
    });
});

test("two-hosts: each has its own, and both answer", async () => {
    const names = ["kvm1.example.org", "kvm2.example.org"];
    const reached = Object.fromEntries(labs.map(({ ssh }, index) => [names[index], ssh]));
    const replacing = { "ssh: { host }": `ssh: ${JSON.stringify(reached)}[host]` };
    await withExample("two-hosts", { replacing }, async (project) => {
        await project.up();
        const { addresses } = await project.outputs();
        expect(addresses).toEqual(labs.map(({ ssh }) => [`${ssh.host}:8080`]));
        for (const lab of labs) expect(await answerOf(lab)).toContain("Hello from a unikernel!");
        await project.pulumi("preview", "--expect-no-changes");
    });
});
