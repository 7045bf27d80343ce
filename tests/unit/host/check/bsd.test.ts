import { describe, expect, test } from "@jest/globals";
import { imageFor, net } from "../images";
import { failuresOf } from "./failures";

const image = imageFor("hvt", { devices: net("service") });
const host = { ssh: { host: "bsd1" } };
const networks = { service: { bridge: "bridge0", address: "10.0.0.2/24" } };

describe.each([
    ["bhyve", "FreeBSD"],
    ["vmm", "OpenBSD"],
] as const)("%s", (hypervisor, system) => {
    const inputs = { image, host, networks, hypervisor };

    test("is for hosts over SSH, and for images for hvt", async () => {
        expect(await failuresOf(inputs)).toEqual([]);
        expect(await failuresOf({ ...inputs, host: undefined })).toEqual([
            `host: ${hypervisor} runs on a host over SSH only: give \`host: { ssh: … }\`, be it for this machine`,
        ]);
        expect(await failuresOf({ image: imageFor("spt"), host, hypervisor })).toEqual([
            `hypervisor: ${hypervisor} runs images for hvt, but hello.spt is built for spt. Leave \`hypervisor\` out, or build the ` +
                "image for hvt",
        ]);
    });

    test("publishes no ports", async () => {
        const service = { bridge: "bridge0", address: "10.0.0.0/24", ports: { "8080": 80 } };
        expect(await failuresOf({ ...inputs, networks: { service } })).toEqual([
            `networks.service.ports: ${hypervisor} publishes none: nft is Linux's. Give the unikernel an address that others reach, ` +
                `or lead ports to it by \`rdr\` in ${system}'s pf.conf`,
        ]);
    });

    test("hands nothing over", async () => {
        expect(await failuresOf({ ...inputs, replacement: "l2" })).toEqual([
            `replacement: ${system} hands nothing over from one instance to the next: leave it out, or give \`stop-first\``,
        ]);
        expect(await failuresOf({ ...inputs, replacement: "stop-first" })).toEqual([]);
    });

    test("is probed by tcp and http", async () => {
        expect(await failuresOf({ ...inputs, probe: { tcp: { port: 80 } } })).toEqual([]);
        expect(await failuresOf({ ...inputs, probe: { console: "^ready$" } })).toEqual([
            `probe.console: ${system}'s grep knows no such patterns: probe by \`tcp\` or \`http\``,
        ]);
    });
});
