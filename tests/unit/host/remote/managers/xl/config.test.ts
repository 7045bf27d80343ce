import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../../../provider/host/inputs";
import { domainConfig } from "../../../../../../provider/host/remote/managers/xl/config";
import { serviceFor } from "../../../../../../provider/host/remote/service";
import { block, imageFor, net } from "../../../images";
import { urnOf } from "../../../calls";

function textOf(inputs: InstanceInputs): string[] {
    const identity = { urn: urnOf("www"), name: "www-0123456", unit: "0011223344556677" };
    return domainConfig(serviceFor({ inputs, identity })).split("\n");
}

const image = imageFor("xen", { devices: [...net("service"), ...block("storage", "static")] });

test("the whole of a domain: whose it is, what it runs, its devices, and what comes after its end", () => {
    const lines = textOf({
        ...{ image, memory: 32, cpus: 2, grace: 2.5, args: ['--hello=Say "hi"', "--name=a b"] },
        networks: { service: { bridge: "br0", address: "10.0.0.2/24", gateway: "10.0.0.1" } },
        volumes: {
            storage: { path: "/disks/a, b.img" },
            static: { path: "/dev/vg0/static", readOnly: true },
        },
    });
    expect(lines).toEqual([
        `# pulumi-unikernel 0011223344556677 ${urnOf("www")}`,
        "# Written by Pulumi: what is changed here by hand is set right by the next `pulumi up --refresh`.",
        "# It has 3 seconds to end when it is told to.",
        'name = "unikernel-www-0123456"',
        'uuid = "00112233-4455-6677-8000-70756c756d69"',
        'type = "pvh"',
        `kernel = "/var/lib/pulumi-unikernel/images/sha256-${"0".repeat(64)}"`,
        String.raw`cmdline = "--ipv4=10.0.0.2/24 --ipv4-gateway=10.0.0.1 --hello=Say \"hi\" --name=\"a b\""`,
        "memory = 32",
        "vcpus = 2",
        expect.stringMatching(
            /^vif = \[ "mac=00:16:3e(:[0-9a-f]{2}){3},bridge=br0,vifname=uk[0-9a-f]{12},script=\/var\/lib\/pulumi-unikernel\/instances\/www-0123456\/vif" \]$/,
        ),
        'disk = [ "format=raw,vdev=xvda,access=rw,target=/disks/a, b.img", "format=raw,vdev=xvdb,access=r,target=/dev/vg0/static" ]',
        'on_poweroff = "destroy"',
        'on_reboot = "restart"',
        'on_crash = "restart"',
        'on_watchdog = "restart"',
        'on_soft_reset = "restart"',
        "",
    ]);
});

test("what has neither arguments nor devices has no lines for them, and default memory", () => {
    const lines = textOf({ image: imageFor("xen") });
    expect(lines.filter((line) => /^(cmdline|vif|disk)/.test(line))).toEqual([]);
    expect(lines).toEqual(expect.arrayContaining(["memory = 64", "vcpus = 1"]));
});

test.each([
    ["no", "destroy", "destroy"],
    ["on-failure", "destroy", "restart"],
    ["always", "restart", "restart"],
] as const)("with `restart: %s` its end by itself means %s, and a crash %s", (restart, byItself, byCrash) => {
    expect(textOf({ image: imageFor("xen"), restart })).toEqual(
        expect.arrayContaining([
            `on_poweroff = "${byItself}"`,
            `on_crash = "${byCrash}"`,
            `on_reboot = "${byCrash}"`,
        ]),
    );
});
