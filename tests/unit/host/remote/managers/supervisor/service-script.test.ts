import { execFileSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { InstanceInputs } from "../../../../../../provider/host/inputs";
import { serviceFor } from "../../../../../../provider/host/remote/service";
import { serviceScript } from "../../../../../../provider/host/remote/managers/supervisor/service-script";
import { urnOf } from "../../../calls";
import { block, imageFor, net } from "../../../images";

function textOf(inputs: InstanceInputs, path = "/usr/local/bin/solo5-hvt"): string {
    const identity = { urn: urnOf("www"), name: "www-0123456", unit: "0011223344556677" };
    return serviceScript(serviceFor({ inputs, identity, tool: { path } }));
}

const image = imageFor("hvt", { devices: net("service") });
const networks = { service: { bridge: "bridge0", address: "10.0.0.2/24" } };

/** What is its own; what all have in common follows. */
const head = (text: string): string => text.slice(0, text.indexOf("guest_says()"));

describe("a service script", () => {
    test("on Linux says whose it is, which user it has, and what it runs", () => {
        expect(head(textOf({ image, networks, memory: 32, args: ["--hello=it's"], restart: "always" }))).toBe(
            `# pulumi-unikernel 0011223344556677 ${urnOf("www")}
# Written by Pulumi: what is changed here by hand is set right by the next \`pulumi up --refresh\`.
set -eu
folder='/var/lib/pulumi-unikernel/instances/www-0123456'
tag='pulumi-unikernel:0011223344556677'
uid=1879118371
policy='restart=always
limit=5
steady=60
grace=10
bytes=4194304
success=0
permanent=1 60 61 62 63 64
'
taps='uk6898aaa99a49 bridge0 fe:b4:0b:e2:d5:ca
'
devices='/dev/net/tun /dev/kvm'
take_own() { take ; }
become() {
    cd /
    exec "$@" '/usr/local/bin/solo5-hvt' '--mem=32' '--net:service=uk6898aaa99a49' '--net-mac:service=02:b4:0b:e2:d5:ca' '--' '/var/lib/pulumi-unikernel/images/sha256-${"0".repeat(64)}' '--ipv4=10.0.0.2/24' '--hello=it'\\''s'
}
`,
        );
    });

    test.each([
        ["bhyve", "add_member=addm", /^tap\d+$/],
        ["vmm", "add_member=add", /^tap\d+$/],
    ] as const)("of %s puts a TAP device with a number on the bridge", (hypervisor, line, name) => {
        const text = textOf({ image, networks, hypervisor });
        expect(text.split("\n")).toContain(line);
        const [, tap = ""] = /'--net:service=(\w+)'/.exec(text) ?? [];
        expect(tap).toMatch(name);
        expect(text).toContain(`\ntaps='${tap} bridge0 `);
        expect(text).not.toMatch(/setpriv|flock|\bip (link|tuntap)/);
    });

    test("makes what it writes its own, and nothing that it only reads", () => {
        const volumes = {
            data: { path: "/srv/it's data" },
            seed: { path: "/srv/seed", readOnly: true },
            token: { secret: { content: "x" } },
        };
        const virtio = imageFor("virtio", { devices: block("data", "seed", "token") });
        expect(textOf({ image: virtio, volumes })).toContain(
            "\ntake_own() { take '/srv/it'\\''s data' '/var/lib/pulumi-unikernel/instances/www-0123456/volume-token'; }\n",
        );
    });

    test("is POSIX shell, whatever is in it", () => {
        for (const hypervisor of ["hvt", "bhyve", "vmm"] as const) {
            execFileSync("dash", ["-n"], {
                input: textOf({ image, networks, hypervisor, args: ["'\"\\\n$(id)"] }),
            });
        }
    });

    test("gives its program each argument as it is", () => {
        const argument = fc.string({
            unit: fc.constantFrom("'", '"', "\\", "$", "`", "\n", " ", "é", "a", "!", "{"),
        });
        fc.assert(
            fc.property(fc.array(argument), (args) => {
                const text = textOf({ image: imageFor("unix"), args });
                const become = text.slice(text.indexOf("become() {"), text.indexOf("\n}\n") + 3);
                const printed = execFileSync("sh", [], {
                    input: `${become}become printf '%s\\0'`,
                    encoding: "utf8",
                });
                expect(printed.split("\0").slice(1, -1)).toEqual(args);
            }),
            { numRuns: 30 },
        );
    });
});
