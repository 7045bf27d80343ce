import { expect, test } from "@jest/globals";
import { hypervisorNamed } from "../../../../provider/host/hypervisors/list";
import { publishedPorts } from "../../../../provider/host/remote/service";

const network = { bridge: "br0", address: "10.42.0.7/24", ports: { "8080": 80 } };
const six = { address6: "FD42:0::7/64", gateway6: "fd42::1" };

/** Where a port leads to. */
function reached(more: Partial<typeof network & typeof six>, name: "qemu" | "bhyve" = "qemu"): string[] {
    const hypervisor = hypervisorNamed(name);
    if (hypervisor === undefined) throw new Error(`there is no ${name}`);
    const networks = { service: { ...network, ...more } };
    return publishedPorts({ networks }, hypervisor).map(({ address }) => address);
}

test("a port leads to a guest's IPv4 address, and to its IPv6 address where its answers come by the host", () => {
    expect(reached({})).toEqual(["10.42.0.7"]);
    expect(reached({ ...six, gateway6: undefined })).toEqual(["10.42.0.7"]);
    expect(reached(six)).toEqual(["10.42.0.7", "fd42::7"]);
});

test("on a BSD a port leads to a guest by IPv4 alone", () => {
    expect(reached(six, "bhyve")).toEqual(["10.42.0.7"]);
});
