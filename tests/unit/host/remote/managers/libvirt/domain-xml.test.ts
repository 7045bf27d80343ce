import { expect, test } from "@jest/globals";
import type { Tool } from "../../../../../../provider/host/hypervisors/hypervisor";
import type { InstanceInputs } from "../../../../../../provider/host/inputs";
import { domainText } from "../../../../../../provider/host/remote/managers/libvirt/domain-xml";
import { serviceFor } from "../../../../../../provider/host/remote/service";
import { block, imageFor, net } from "../../../images";
import { urnOf } from "../../../calls";

const qemu: Tool = { path: "/usr/bin/qemu-system-x86_64", accelerator: "kvm" };

function textOf(inputs: Omit<InstanceInputs, "hypervisor">, tool = qemu): string {
    const identity = { urn: urnOf("www"), name: "www-0123456", unit: "0011223344556677" };
    return domainText(serviceFor({ inputs: { ...inputs, hypervisor: "libvirt" }, identity, tool }));
}

const solo5 = imageFor("virtio", {
    devices: [...net("service"), ...block("storage", "static")],
    abi: { target: "virtio", version: 1 },
});

test("the whole of a domain: whose it is, what it runs, its devices, and what comes after its end", () => {
    const text = textOf({
        ...{
            image: solo5,
            memory: 32,
            cpus: 2,
            grace: 2.5,
            args: ['--hello=Say "hi" & <bye>', "--name=a b"],
        },
        networks: { service: { bridge: "br0", address: "10.0.0.2/24", mac: "02:00:00:00:00:01" } },
        volumes: {
            storage: { path: "/disks/a & b.img", format: "qcow2", sectorSize: 4096 },
            static: { path: "/dev/vg0/static", readOnly: true },
        },
    });
    expect(text.replace(/uk[0-9a-f]{12}/, "TAP")).toBe(`# pulumi-unikernel 0011223344556677 ${urnOf("www")}
<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
  <name>unikernel-www-0123456</name>
  <uuid>00112233-4455-6677-8000-70756c756d69</uuid>
  <metadata>
    <pulumi:instance xmlns:pulumi="urn:pulumi-unikernel:instance" unit="0011223344556677" urn="${urnOf("www")}" grace="3"/>
  </metadata>
  <memory unit="MiB">32</memory>
  <vcpu>2</vcpu>
  <os>
    <type arch="x86_64" machine="pc">hvm</type>
    <kernel>/var/lib/pulumi-unikernel/images/sha256-${"0".repeat(64)}</kernel>
    <cmdline>--ipv4=10.0.0.2/24 --hello=Say &quot;hi&quot; &amp; &lt;bye&gt; --name=&quot;a b&quot;</cmdline>
  </os>
  <cpu mode="maximum"/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>restart</on_crash>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <controller type="usb" model="none"/>
    <interface type="bridge">
      <mac address="02:00:00:00:00:01"/>
      <source bridge="br0"/>
      <target dev="TAP"/>
      <model type="virtio"/>
      <rom enabled="no"/>
    </interface>
    <disk type="file" device="disk">
      <driver name="qemu" type="qcow2"/>
      <source file="/disks/a &amp; b.img"/>
      <blockio logical_block_size="4096" physical_block_size="4096"/>
      <target dev="vda" bus="virtio"/>
    </disk>
    <disk type="block" device="disk">
      <driver name="qemu" type="raw"/>
      <source dev="/dev/vg0/static"/>
      <blockio logical_block_size="512" physical_block_size="512"/>
      <target dev="vdb" bus="virtio"/>
      <readonly/>
    </disk>
    <serial type="file">
      <source path="/var/lib/pulumi-unikernel/instances/www-0123456/console" append="on"/>
      <target port="0"/>
    </serial>
    <memballoon model="none"/>
  </devices>
  <qemu:commandline>
    <qemu:arg value="-device"/>
    <qemu:arg value="isa-debug-exit,iobase=0xf4,iosize=4"/>
    <qemu:arg value="-device"/>
    <qemu:arg value="isa-debug-exit,iobase=0x501,iosize=4"/>
    <qemu:arg value="-d"/>
    <qemu:arg value="cpu_reset"/>
  </qemu:commandline>
</domain>
`);
});

test("without KVM QEMU translates, and a kernel that is not Solo5's has ACPI", () => {
    const text = textOf({ image: imageFor("unikraft-qemu") }, { ...qemu, accelerator: "tcg" });
    expect(text).toContain('<domain type="qemu" ');
    expect(text).toContain("  <features>\n    <acpi/>\n  </features>\n");
    expect(text).not.toMatch(/<(cmdline|interface|disk)/);
});

test("one for ARM is the machine that has virtio there, without ISA devices", () => {
    const text = textOf({ image: imageFor("virtio", { arch: "aarch64" }) });
    expect(text).toContain('<type arch="aarch64" machine="virt">hvm</type>');
    expect(text).not.toContain("isa");
});

test("the 27th volume is named like those of every other tool", () => {
    const paths = Array.from({ length: 28 }, (_, index) => [`v${index}`, { path: `/v${index}` }] as const);
    const text = textOf({ image: imageFor("virtio"), volumes: Object.fromEntries(paths) });
    expect([...text.matchAll(/dev="(vd\w+)"/g)].map(([, name]) => name).slice(-3)).toEqual([
        "vdz",
        "vdaa",
        "vdab",
    ]);
});

test.each([
    ["no", "destroy", "destroy"],
    ["on-failure", "destroy", "restart"],
    ["always", "restart", "restart"],
] as const)("with `restart: %s` its end by itself means %s, and a triple fault %s", (restart, own, fault) => {
    const text = textOf({ image: imageFor("virtio"), restart });
    expect(text).toContain(`<on_poweroff>${own}</on_poweroff>`);
    expect(text).toContain(`<on_reboot>${fault}</on_reboot>`);
});
