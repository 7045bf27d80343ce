import type { z } from "zod";
import type { Architecture } from "../../../../artifact/artifact";
import { guestArguments } from "../../../hypervisors/arguments";
import type { BlockDevice, NetworkDevice } from "../../../hypervisors/hypervisor";
import { exitDevices } from "../../../hypervisors/qemu";
import type { RestartPolicy } from "../../../inputs";
import { ownerLine } from "../../owner";
import { domainName, domainUuid } from "../domain";
import type { Service } from "../service";
import { consoleFile, metadataUri } from "./place";
import { sayingResets } from "./restarts";
import { element, xmlText, type Element } from "./xml";

/** The owner's line, and the domain as XML. The devices are those that `qemu` has, in the same order. */
export function domainText(service: Service): string {
    return `${ownerLine(service)}\n${xmlText(domain(service))}`;
}

function domain(service: Service): Element {
    const { name, unit, run, restart } = service;
    const type = run.tool?.accelerator === "kvm" ? "kvm" : "qemu";
    return element("domain", { type, "xmlns:qemu": qemuNamespace }, [
        element("name", {}, domainName(name)),
        element("uuid", {}, domainUuid(unit)),
        element("metadata", {}, [owner(service)]),
        element("memory", { unit: "MiB" }, String(run.memoryMiB)),
        element("vcpu", {}, String(run.cpus)),
        boot(service),
        // Solo5's virtio target is built for, and tested, without it.
        ...(run.image.abi?.target === "virtio" ? [] : [element("features", {}, [element("acpi")])]),
        element("cpu", { mode: "maximum" }),
        ...Object.entries(endings[restart]).map(([event, action]) => element(event, {}, action)),
        devices(service),
        ...(run.image.arch === "x86_64" ? [options] : []),
    ]);
}

const qemuNamespace = "http://libvirt.org/schemas/domain/qemu/1.0";

/** For whoever looks at it with libvirt's tools, and for its end. */
function owner({ unit, urn, graceSeconds }: Service): Element {
    const grace = String(Math.ceil(graceSeconds));
    return element("pulumi:instance", { "xmlns:pulumi": metadataUri, unit, urn, grace });
}

function boot({ run: { image, kernel, args } }: Service): Element {
    const words = guestArguments(args);
    return element("os", {}, [
        element("type", { arch: image.arch, machine: machines[image.arch] }, "hvm"),
        element("kernel", {}, kernel),
        ...(words.length > 0 ? [element("cmdline", {}, words.join(" "))] : []),
    ]);
}

const machines: Readonly<Record<Architecture, string>> = { x86_64: "pc", aarch64: "virt" };

/**
 * A triple fault is a reboot to QEMU. A guest that powers off has ended by itself, whatever its status, and one that ends
 * its QEMU is not started again.
 */
const endings: Readonly<Record<z.output<typeof RestartPolicy>, Readonly<Record<string, string>>>> = {
    no: { on_poweroff: "destroy", on_reboot: "destroy", on_crash: "destroy" },
    "on-failure": { on_poweroff: "destroy", on_reboot: "restart", on_crash: "restart" },
    always: { on_poweroff: "restart", on_reboot: "restart", on_crash: "restart" },
};

function devices({ folder, run: { image, tool, networks, volumes } }: Service): Element {
    return element("devices", {}, [
        ...(tool === undefined ? [] : [element("emulator", {}, tool.path)]),
        element("controller", { type: "usb", model: "none" }),
        ...networks.map(interfaceOf),
        ...volumes.map(disk),
        element("serial", { type: "file" }, [
            element("source", { path: `${folder}/${consoleFile}`, append: "on" }),
            ...(image.arch === "x86_64" ? [element("target", { port: "0" })] : []),
        ]),
        element("memballoon", { model: "none" }),
    ]);
}

/** Without its boot ROM a network device costs no time at the start. */
function interfaceOf(network: NetworkDevice): Element {
    if (network.kind === "user" || network.bridge === undefined)
        throw new Error("libvirt attaches to bridges");
    return element("interface", { type: "bridge" }, [
        element("mac", { address: network.mac }),
        element("source", { bridge: network.bridge }),
        element("target", { dev: network.tap }),
        element("model", { type: "virtio" }),
        element("rom", { enabled: "no" }),
    ]);
}

function disk({ path, format, readOnly, sectorSize }: BlockDevice, index: number): Element {
    const isDevice = path.startsWith("/dev/");
    const size = String(sectorSize);
    return element("disk", { type: isDevice ? "block" : "file", device: "disk" }, [
        element("driver", { name: "qemu", type: format }),
        element("source", { [isDevice ? "dev" : "file"]: path }),
        element("blockio", { logical_block_size: size, physical_block_size: size }),
        element("target", { dev: `vd${letters(index)}`, bus: "virtio" }),
        ...(readOnly ? [element("readonly")] : []),
    ]);
}

/** a … z, aa, ab and so on. */
function letters(index: number): string {
    const last = String.fromCharCode("a".charCodeAt(0) + (index % 26));
    return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** What libvirt does not know: a device that a guest without ACPI ends its QEMU with, and what tells of restarts. */
const options = element(
    "qemu:commandline",
    {},
    [...exitDevices.flatMap((device) => ["-device", device]), ...sayingResets].map((value) =>
        element("qemu:arg", { value }),
    ),
);
