import { folderOf } from "../place";
import type { ServiceManager } from "./manager";
import { domainText } from "./libvirt/domain-xml";
import { consoleFile } from "./libvirt/place";
import { libvirtShell } from "./libvirt/shell";
import { stateIn } from "./libvirt/state";

/** A domain of libvirt's QEMU driver for each instance; its console is in a file beside its records. */
export const libvirt: ServiceManager = {
    name: "libvirt",
    definition: "domain in libvirt",
    text: domainText,
    state: stateIn,
    consoleCommand: (instance) => `cat ${folderOf(instance)}/${consoleFile}`,
    shell: libvirtShell,
};
