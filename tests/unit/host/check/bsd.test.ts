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

    test("leads ports by pf", async () => {
        const service = { bridge: "bridge0", address: "10.0.0.0/24", ports: { "8080": 80 } };
        expect(await failuresOf({ ...inputs, networks: { service }, replacement: "dnat" })).toEqual([]);
    });

    test("hands no address over", async () => {
        expect(await failuresOf({ ...inputs, replacement: "l2" })).toEqual([
            `replacement: ${system} has no place apart where a new instance could be probed: leave it out, or give \`dnat\` or \`stop-first\``,
        ]);
        expect(await failuresOf({ ...inputs, replacement: "stop-first" })).toEqual([]);
    });

    test("is probed by whatever shows that it is ready", async () => {
        expect(await failuresOf({ ...inputs, probe: { tcp: { port: 80 } } })).toEqual([]);
        expect(await failuresOf({ ...inputs, probe: { console: "^ready$" } })).toEqual([]);
    });
});
