import { beforeAll, expect, jest, test } from "@jest/globals";
import type { Artifact } from "../../../provider/artifact/artifact";
import type { InstanceState } from "../../unit/host/lifecycle/states";
import { failureOf } from "../../unit/host/lifecycle/world";
import { volumesOn } from "../../unit/host/remote/volume/volumes";
import { onHost, withExample, withKey } from "../examples";
import { answersAgain } from "../generations";
import { folderOf } from "../records";
import { domainOf, serving, webFor, xenWorld } from "./domains";

jest.setTimeout(600_000);

const host = xenWorld();
let web: Artifact;
beforeAll(async () => {
    web = await webFor(host());
    await host().exec("ip link add br1 type bridge; ip link set br1 up");
});

const more = [
    { name: "monitor", type: "net" },
    { name: "storage", type: "block" },
    { name: "token", type: "block" },
] as const;

/** Prints the devices that a guest finds in xenstore, and what is behind them. */
const seenBy = (state: InstanceState): string => `
    devices=/local/domain/$(xl domid ${domainOf(state)})/device
    for each in $(xenstore-list $devices/vif); do
        tap=$(xenstore-read "$(xenstore-read $devices/vif/$each/backend)/vifname")
        echo "vif $(xenstore-read $devices/vif/$each/mac) $tap $(basename "$(readlink /sys/class/net/$tap/master)")"
    done
    for each in $(xenstore-list $devices/vbd); do
        backend=$(xenstore-read $devices/vbd/$each/backend)
        echo "vbd $(xenstore-read $backend/dev $backend/mode $backend/params | tr '\\n' ' ')$(
            blockdev --getsz "$(xenstore-read $backend/physical-device-path)") sectors"
    done`;

test("an instance is made with two networks, a volume and a secret, answers, is seen as it was made, and is removed without a trace", async () => {
    // Xen's own scripts for disks make it, and leave it there.
    await host().exec("mkdir -p /run/xen-hotplug");
    const before = await host().inventory();
    const volumes = volumesOn(host().settings, { ssh: host().ssh });
    const data = await volumes.create("data", { size: 4 });
    const { image, networks, ...inputs } = serving(web, "Hello, Xen");
    const created = await host().create("www", {
        ...inputs,
        image: { ...image, devices: [...image.devices, ...more] },
        args: ["--hello=Hello, Xen", "--ipv4=10.42.0.7/24", "--ipv4-gateway=10.42.0.1"],
        networks: {
            service: { ...networks?.service, address: "10.42.0.7/24" },
            // Nobody has an address there.
            monitor: { bridge: "br1", address: "10.43.0.7/24" },
        },
        volumes: { storage: data.outputs.ref, token: { secret: { content: "canary-5e7d3c" } } },
    });
    expect(created.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
    expect(created.outputs.hypervisorVersion).toMatch(/^Xen 4\.\d+/);
    expect(created.outputs.addresses).toEqual(["10.43.0.7", `${host().ssh.host}:8080`, "10.42.0.7"]);
    await answersAgain(host(), "<h1>Hello, Xen</h1>");
    const { service, monitor } = created.outputs.taps;
    expect((await host().exec(seenBy(created))).trim().split("\n")).toEqual([
        expect.stringMatching(`^vif 00:16:3e:\\S+ ${service} br0$`),
        expect.stringMatching(`^vif 00:16:3e:\\S+ ${monitor} br1$`),
        `vbd xvda w ${data.outputs.path} 8192 sectors`,
        `vbd xvdb w ${folderOf(created)}/volume-token 1 sectors`,
    ]);
    const secret = `${folderOf(created)}/volume-token`;
    expect(await host().exec(`stat -c '%a %U' ${secret}; head -c 13 ${secret}`)).toBe(
        "600 root\ncanary-5e7d3c",
    );
    await host().exec("! grep -r canary /etc/xen /var/log/xen");
    expect(await host().refresh(created)).toEqual(created);
    expect(host().drift(created)).toEqual({});
    await host().destroy(created);
    expect(await host().refresh(created)).toBeUndefined();
    expect(await host().exec("losetup --all; ls /sys/bus/xen-backend/devices")).toBe("");
    await volumes.removeAll();
    expect(await host().inventory()).toBe(before);
});

test("examples/xen-host is run as it is, but for the names of the host and of a network that is there already", async () => {
    const before = await host().inventory();
    const name = host().ssh.host;
    const replacing = {
        ...withKey(host()),
        'bridge: "br0", cidr: "10.42.0.1/24"': 'bridge: "br2", cidr: "10.44.0.1/24"',
        '"10.42.0.0/24"': '"10.44.0.0/24"',
    };
    const example = { config: onHost(host()), replacing, target: "xen" } as const;
    await withExample("xen-host", example, async (project) => {
        await project.up();
        const { addresses } = await project.outputs();
        expect(addresses).toEqual([`${name}:80`, expect.stringMatching(/^10\.44\.0\.\d+$/)]);
        expect(await (await fetch(`http://${name}/`)).text()).toContain("Hello from a domain of its own");
    });
    expect(await host().inventory()).toBe(before);
});

test("one that does not understand its arguments is told of, with its last words", async () => {
    const inputs = { ...serving(web, "Hello"), args: ["--nope"] };
    const failure = String(await failureOf(host().create("wrong", inputs)));
    expect(failure).toContain("it did not understand its arguments");
    expect(failure).toContain("--nope: unknown argument");
});
