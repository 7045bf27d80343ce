import { beforeAll, expect, jest, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import { lookAtHost } from "../../../provider/host/remote/lifecycle/facts";
import { answerOf, generation, replacedUnderLoad } from "../generations";
import { startVmLab } from "../vm";
import { worldOf } from "../world";

jest.setTimeout(1_200_000);

const host = worldOf(() => startVmLab("kvm"));
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

const call = () => ({ settings: host().settings, signal: new AbortController().signal });

test("a probe of the host finds that its KVM runs guests", async () => {
    const { hypervisors, systemd, bridges } = await lookAtHost(call(), { host: { ssh: host().ssh } });
    expect(hypervisors).toContainEqual({
        ...{ name: "qemu", works: true, accelerator: "kvm", path: "/usr/bin/qemu-system-x86_64" },
        version: expect.stringContaining("7.2"),
    });
    expect({ systemd, bridges }).toEqual({ systemd: "252", bridges: ["br0"] });
});

test("a unikernel runs on KVM, answers, is seen as it was made, and is removed without a trace", async () => {
    const before = await host().inventory();
    const created = await host().create("www", generation(web, "from KVM"));
    expect(created.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
    expect(await answerOf(host())).toContain("from KVM");
    expect(await host().exec("ps -e -o args= | grep '[q]emu-system'")).toContain(" -accel kvm ");
    expect(await host().refresh(created)).toEqual(created);
    expect(host().drift(created)).toEqual({});
    await host().destroy(created);
    expect(await host().inventory()).toBe(before);
});

// One client alone keeps an emulated processor busy.
test("replacements under a constant load fail no request", async () => {
    const before = await host().inventory();
    const { last, tally } = await replacedUnderLoad(
        host(),
        (number) => generation(web, `generation ${number}`),
        3,
        1,
    );
    expect(tally.failures).toEqual([]);
    expect(tally.answered).toBeGreaterThan(50);
    expect(await answerOf(host())).toContain("generation 3");
    await host().destroy(last);
    expect(await host().inventory()).toBe(before);
});
