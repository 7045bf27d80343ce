import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webElf } from "./build";
import { fetchPage } from "./client";
import { writeMultibootKernel, writePvhKernel } from "./kernel";
import { withMachine, type MachineOptions } from "./machine";

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "unikernel-"));
    const elf = await webElf();
    await mkdir(join(folder, "a folder"));
    await Promise.all([writePvhKernel(elf, pvh()), writeMultibootKernel(elf, multiboot())]);
});
afterAll(() => rm(folder, { recursive: true }));

const pvh = (): string => join(folder, "pvh");
/** Multiboot tells the kernel its path, spaces and all. */
const multiboot = (): string => join(folder, "a folder", "multiboot");

/** Boots and looks at the page. The address is the one that QEMU gives by DHCP too. */
async function expectPage(options: MachineOptions): Promise<void> {
    const greeting = `--hello="on ${options.machine}"`;
    for (const address of ["", "--ipv4=10.0.2.15/24 --ipv4-gateway=10.0.2.2 "]) {
        await withMachine({ ...options, args: address + greeting }, async ({ port, console }) => {
            const { status, body } = await fetchPage(port);
            expect(status).toBe(200);
            expect(body).toContain(`<h1>on ${options.machine}</h1>`);
            expect(console()).toContain("address 10.0.2.15/24, gateway 10.0.2.2");
        });
    }
}

describe.each([
    { boot: "PVH", kernel: pvh },
    { boot: "multiboot", kernel: multiboot },
])("booted by $boot, with an address by DHCP and with a given one", ({ kernel }) => {
    test.each([
        { machine: "pc", card: "virtio-net-pci" },
        { machine: "q35", card: "virtio-net-pci" },
        { machine: "microvm,acpi=off", card: "virtio-net-device" },
    ])("it serves its page on $machine", async ({ machine, card }) => {
        await expectPage({ kernel: kernel(), machine, card });
    });
});

describe("it finds its network card", () => {
    test.each([
        { where: "that is modern only", card: "virtio-net-pci,disable-legacy=on" },
        { where: "that is legacy only, as GCE's", card: "virtio-net-pci,disable-modern=on" },
        {
            where: "that is legacy only, with queues of its own lengths",
            card: "virtio-net-pci,disable-modern=on,rx_queue_size=1024",
        },
        {
            where: "behind a bridge",
            card: "virtio-net-pci,bus=bridge",
            more: ["-device", "pcie-root-port,id=bridge"],
        },
        {
            where: "with its registers above 4 GiB",
            card: "virtio-net-pci",
            memoryMiB: 5 * 1024,
            more: ["-device", "pci-testdev,membar=4G"],
        },
    ])("$where", async ({ where: _, ...options }) => {
        await expectPage({ kernel: pvh(), machine: "q35", ...options });
    });
});

test("it answers through a gateway outside of its network", async () => {
    const args = "--ipv4=10.0.2.15/32 --ipv4-gateway=10.0.2.2";
    await withMachine({ kernel: pvh(), args }, async ({ port, console }) => {
        expect((await fetchPage(port)).status).toBe(200);
        expect(console()).toContain("address 10.0.2.15/32, gateway 10.0.2.2");
    });
});

test("it runs in 4 MiB", async () => {
    await expectPage({ kernel: pvh(), machine: "pc", memoryMiB: 4 });
});

test.each([
    { driver: "modern", card: "virtio-net-pci" },
    { driver: "legacy", card: "virtio-net-pci,disable-modern=on" },
])("it leaves the processor alone when there is nothing to do, with a $driver card", async ({ card }) => {
    await withMachine({ kernel: pvh(), card }, async ({ port, pid }) => {
        await fetchPage(port);
        const before = await processorSeconds(pid);
        const seconds = 2;
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        expect((await processorSeconds(pid)) - before).toBeLessThan(seconds * 0.1);
    });
});

/** What a process has used of the processors, by Linux's count of hundredths of a second. */
async function processorSeconds(pid: number): Promise<number> {
    const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/.*\) /s, "").split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
}
