import { describe, expect, test } from "@jest/globals";
import { answerOf } from "./generations";
import { domainOf, libvirtWorld } from "./libvirt";

const host = libvirtWorld();

describe("a refresh finds, and the next up repairs", () => {
    test.each([
        {
            what: "a domain that was edited by hand, with the difference",
            harm: (domain: string) =>
                `EDITOR="sed -i 's/<on_reboot>restart/<on_reboot>destroy/'" virsh edit ${domain}`,
            altered:
                /^its domain in libvirt is not as it was written:\n@@ .* @@\n[^]*\n- {2}<on_reboot>restart<\/on_reboot>\n\+ {2}<on_reboot>destroy<\/on_reboot>\n/,
        },
        {
            what: "a device that was taken off its bridge, and a domain that would not be started at boot",
            harm: (domain: string, tap: string) =>
                `ip link set ${tap} nomaster; virsh autostart --disable ${domain}`,
            altered:
                /^the TAP device \w+ is not on the bridge br0\nit would not be started when the host boots$/,
        },
        {
            what: "a domain that was paused",
            harm: (domain: string) => `virsh suspend ${domain}`,
            altered: /^its domain is paused$/,
        },
        {
            what: "a domain that was destroyed",
            harm: (domain: string) => `virsh destroy ${domain}`,
            state: "exited",
        },
        {
            what: "a domain whose QEMU was killed",
            harm: (domain: string) =>
                `kill -KILL $(cat /run/libvirt/qemu/${domain}.pid); until virsh domstate ${domain} | grep -q shut; do sleep 0.1; done`,
            state: "exited",
        },
        {
            what: "a domain that was undefined",
            harm: (domain: string) => `virsh destroy ${domain}; virsh undefine ${domain}`,
            altered: /\nlibvirt does not know its domain$/,
            state: "gone",
        },
        {
            what: "a hook that was removed",
            harm: () => "rm /etc/libvirt/hooks/qemu.d/pulumi-unikernel",
            altered: /^its published ports would not lead to it after a boot of the host$/,
        },
    ])("$what", async ({ harm, altered, state = "running" }) => {
        const made = await host().make("www", host().served("Hello"));
        await host().exec(harm(domainOf(made), made.outputs.taps.service ?? ""));
        const found = await host().found(made);
        expect(found.outputs.state).toBe(state);
        if (altered) expect(found.outputs.altered).toMatch(altered);
        expect(host().drift(found)).not.toEqual({});
        await host().update(found);
        const after = await host().found(found);
        expect(after.outputs).toEqual({ ...made.outputs, bootSeconds: expect.any(Number) });
        expect(await answerOf(host())).toContain("Hello");
    });
});
