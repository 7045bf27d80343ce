import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import type { InstanceInputs } from "../../../provider/host/inputs";
import { lookAtHost } from "../../../provider/host/remote/lifecycle/facts";
import type { InstanceState } from "../../unit/host/lifecycle/states";
import { answerOf, answersAgain, generation, patient, replacedUnderLoad } from "../generations";
import { folderOf, oursIn } from "../records";
import { loadOfVm } from "../requests";
import { sightOf } from "../sight";
import { startVmLab } from "../vm";
import { worldOf } from "../world";

jest.setTimeout(1_200_000);

const host = worldOf(() => startVmLab("kvm"));
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

const serving = (hello: string): InstanceInputs => patient(generation(web, hello));

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
    const created = await host().create("www", serving("from KVM"));
    expect(created.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
    expect(await answerOf(host())).toContain("from KVM");
    expect(await host().exec("ps -e -o args= | grep '[q]emu-system'")).toContain(" -accel kvm ");
    expect(await host().refresh(created)).toEqual(created);
    expect(host().drift(created)).toEqual({});
    await host().destroy(created);
    expect(await host().inventory()).toBe(before);
});

test("the same as a domain of libvirt's, whose restarts are counted", async () => {
    const before = await host().inventory();
    const created = await host().create("www", { ...serving("from libvirt"), hypervisor: "libvirt" });
    expect(created.outputs).toMatchObject({ state: "running", accelerator: "kvm" });
    expect(await answerOf(host())).toContain("from libvirt");
    const domain = `unikernel-${created.inputs.name}`;
    expect(await host().exec(`virsh dumpxml ${domain}`)).toMatch(/^<domain type='kvm' /);
    expect(await host().refresh(created)).toEqual(created);
    expect(host().drift(created)).toEqual({});
    await host().exec(`virsh reset ${domain}`);
    await answersAgain(host(), "from libvirt");
    const seen = await sightOf(host(), created);
    expect(seen?.service).toMatchObject({ activity: "running", restarts: 1, faults: [] });
    await host().destroy(created);
    // libvirt's own daemons come and go as they are used.
    expect(oursIn(await host().inventory())).toEqual(oursIn(before));
});

describe("one that is replaced again and again", () => {
    let before: string;
    let current: InstanceState;

    test("under a constant load fails no request", async () => {
        before = await host().inventory();
        const inputsOf = (number: number): InstanceInputs => serving(`generation ${number}`);
        const { last, tally } = await replacedUnderLoad(host(), inputsOf, 3, loadOfVm);
        current = last;
        expect(tally.failures).toEqual([]);
        expect(tally.answered).toBeGreaterThan(50);
        expect(await answerOf(host())).toContain("generation 3");
    });

    test("comes up by itself after a reboot of the host, and its ports lead to it", async () => {
        await host().reboot();
        await answersAgain(host(), "generation 3");
        const found = await host().refresh(current);
        expect(found?.outputs).toMatchObject({ state: "running" });
        expect(found?.outputs.altered).toBeUndefined();
        expect(await host().exec(`ls ${folderOf(current)}`)).toContain("serving");
        await host().destroy(current);
        expect(oursIn(await host().inventory())).toEqual(oursIn(before));
    });
});
