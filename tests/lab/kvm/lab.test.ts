import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Lab } from "../lab";
import { startVmLab } from "../vm";
import { leftovers } from "../vm/leftovers";

jest.setTimeout(600_000);

let lab: Lab;
beforeAll(async () => {
    lab = await startVmLab("kvm");
});
afterAll(async () => {
    await lab.stop();
});

test("runs Debian with KVM and libvirt, with all units well", async () => {
    expect(await lab.exec("systemctl --failed --no-legend --plain")).toBe("");
    expect(await lab.exec("systemctl is-system-running")).toBe("running\n");
    expect(await lab.exec("stat --format='%U:%G %a' /dev/kvm")).toBe("root:kvm 660\n");
    expect(await lab.exec("virsh uri")).toBe("qemu:///system\n\n");
});

test("goes without a trace", async () => {
    const other = await startVmLab("kvm");
    expect(await leftovers(other.name)).not.toEqual([]);
    await other.stop();
    expect(await leftovers(other.name)).toEqual([]);
});
