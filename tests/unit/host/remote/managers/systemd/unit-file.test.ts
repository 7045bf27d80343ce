import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../../../provider/host/inputs";
import { serviceFor } from "../../../../../../provider/host/remote/service";
import { unitFile } from "../../../../../../provider/host/remote/managers/systemd/unit-file";
import { block, imageFor, net } from "../../../images";
import { urnOf } from "../../../calls";

function textOf(
    inputs: InstanceInputs,
    tool?: { path: string; accelerator?: "kvm" | "tcg" },
    hasUdev = false,
): string[] {
    const identity = { urn: urnOf("www"), name: "www-0123456", unit: "0011223344556677" };
    return unitFile(serviceFor({ inputs, identity, tool, hasUdev })).split("\n");
}

const solo5 = { path: "/usr/bin/solo5-hvt" };
const image = imageFor("hvt", { devices: net("service") });
const networks = { service: { bridge: "br0", address: "10.0.0.2/24" } };

test("the unit of a tender: whose it is, what it runs, and its TAP device made and removed as root", () => {
    const lines = textOf({ image, memory: 32, networks, args: ["--hello=Hi $USER"] }, solo5);
    expect(lines[0]).toBe(`# pulumi-unikernel 0011223344556677 ${urnOf("www")}`);
    const start = lines.find((line) => line.startsWith("ExecStart="));
    expect(start).toMatch(/^ExecStart="\/usr\/bin\/solo5-hvt" "--mem=32" "--net:service=uk[0-9a-f]{12}" /);
    expect(start).toContain(
        `"--" "/var/lib/pulumi-unikernel/images/sha256-${"0".repeat(64)}" "--ipv4=10.0.0.2/24"`,
    );
    expect(start).toMatch(/ "--hello=\\"Hi \$\$USER\\""$/);
    expect(lines.filter((line) => /^Exec(StartPre|StopPost)=-?\+.* ip /.test(line))).toHaveLength(2);
    expect(lines).toEqual(
        expect.arrayContaining([
            ...['DeviceAllow="/dev/net/tun" rw', "DeviceAllow=/dev/char/10:232 rw"],
            "SupplementaryGroups=kvm",
            // When the host boots, /dev/kvm may be there later than the rest.
            'ExecStartPre=-+/bin/sh -c "exec udevadm settle --timeout=60"',
        ]),
    );
});

test("what does without KVM is not in its group", () => {
    const spt = imageFor("spt", { devices: net("service") });
    expect(textOf({ image: spt, networks }, solo5).join("\n")).not.toContain("kvm");
});

test("it is started after the networks that it is on", () => {
    const bridges = { a: { bridge: "br1" }, b: { bridge: "br0" }, c: { bridge: "br1" }, d: { tap: "tap0" } };
    const four = imageFor("hvt", { devices: net("a", "b", "c", "d") });
    const networksOf = "unikernel-network-br1.service unikernel-network-br0.service";
    const lines = textOf({ image: four, networks: bridges }, solo5);
    expect(lines).toEqual(expect.arrayContaining([`After=${networksOf}`, `Wants=${networksOf}`]));
    expect(textOf({ image, networks: { service: { tap: "tap0" } } }, solo5).join("\n")).not.toContain(
        "unikernel-network-",
    );
});

test("what would only come again is not restarted, and what is always to run is", () => {
    const permanent = "RestartPreventExitStatus=1 60 61 62 63 64 203 216 217 218 226 227 228";
    expect(textOf({ image, networks }, solo5)).toEqual(
        expect.arrayContaining(["Restart=on-failure", permanent]),
    );
    const always = textOf({ image, networks, restart: "always" }, solo5);
    expect(always).toContain("Restart=always");
    expect(always).not.toContain(permanent);
});

test("memory, processors and the grace time are limits of the service", () => {
    const virtio = imageFor("virtio");
    const lines = textOf(
        { image: virtio, memory: 256, cpus: 2, grace: 3 },
        { path: "/usr/bin/qemu", accelerator: "kvm" },
    );
    expect(lines).toEqual(expect.arrayContaining(["MemoryMax=640M", "CPUQuota=300%", "TimeoutStopSec=3"]));
});

test("without a grace time it is killed at once, which systemd would not do for a time of 0", () => {
    const lines = textOf({ image: imageFor("unix"), grace: 0 });
    expect(lines).toEqual(expect.arrayContaining(["KillSignal=SIGKILL", "TimeoutStopSec=10"]));
});

test("only what needs the host's network may use it", () => {
    const families = (lines: string[]): string | undefined =>
        lines.find((line) => line.startsWith("RestrictAddressFamilies="));
    expect(families(textOf({ image, networks }, solo5))).toBe("RestrictAddressFamilies=AF_UNIX AF_NETLINK");
    expect(textOf({ image, networks }, solo5)).toContain("IPAddressDeny=any");
    const process = textOf({ image: imageFor("unix") });
    expect(families(process)).toBe("RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6");
    expect(process).not.toContain("IPAddressDeny=any");
});

test("variables, which may be secret, are in a file of their own", () => {
    const lines = textOf({ image: imageFor("unix"), env: { TOKEN: "canary" } });
    expect(lines).toContain("EnvironmentFile=/var/lib/pulumi-unikernel/instances/www-0123456/environment");
    expect(lines.join("\n")).not.toContain("canary");
});

test("at boot it waits for what its volumes are on, and for a device where udev tells of it", () => {
    const qemu = { path: "/usr/bin/qemu-system-x86_64" };
    const volumes = { a: { path: "/dev/disk/by-id/nvme-1" }, b: { path: "/srv/vm images/x.img" } };
    const inputs = { image: imageFor("virtio", { devices: block("a", "b") }), volumes };
    const device = String.raw`dev-disk-by\x2did-nvme\x2d1.device`;
    const lines = textOf(inputs, qemu, true);
    expect(lines).toEqual(
        expect.arrayContaining([
            ...["After=remote-fs.target", `After=${device}`, `Wants=${device}`],
            ...['RequiresMountsFor="/srv/vm images/x.img"', 'ReadWritePaths="/srv/vm images/x.img"'],
        ]),
    );
    expect(textOf(inputs, qemu).join("\n")).not.toContain(".device");
    const secret = {
        image: imageFor("virtio", { devices: block("a") }),
        volumes: { a: { secret: { content: "b" } } },
    };
    expect(textOf(secret, qemu).join("\n")).not.toMatch(/remote-fs|RequiresMountsFor/);
});

test("what it may write to is its own while it runs, and root's afterwards; so is what is ours to give", () => {
    const ours = "/var/lib/pulumi-unikernel/volumes/data/data";
    const qemu = { path: "/usr/bin/qemu-system-x86_64" };
    const four = imageFor("virtio", { devices: block("a", "b", "c", "d") });
    const volumes = {
        a: { path: "/dev/sdb" },
        b: { path: ours, readOnly: true },
        c: { path: "/srv/shared.img", readOnly: true },
        d: { secret: { content: "canary" } },
    };
    const lines = textOf({ image: four, volumes }, qemu);
    const secret = "/var/lib/pulumi-unikernel/instances/www-0123456/volume-d";
    const own = lines.find((line) => line.startsWith("ExecStartPre="));
    expect(own).toContain(` "uk0011223344556677" "/dev/sdb" "${ours}" "${secret}"`);
    expect(lines).toContain(`ExecStopPost=-+"/bin/chown" "root:root" "--" "/dev/sdb" "${ours}" "${secret}"`);
    expect(lines).toEqual(
        expect.arrayContaining([
            'DeviceAllow="/dev/sdb" rw',
            'ReadWritePaths="/dev/sdb"',
            `ReadWritePaths="${secret}"`,
        ]),
    );
    expect(lines).not.toContain(`ReadWritePaths="${ours}"`);
    expect(lines.join("\n")).not.toContain("canary");
});
