import { afterEach, describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { notReady } from "../unit/host/lifecycle/world";
import { imagesOn } from "./images";
import { foreignService, others } from "./others";
import { labWorld } from "./world";

const host = labWorld();
const images = imagesOn(host);

let cleanUp: string[] = [];
afterEach(async () => {
    for (const command of cleanUp) await host().exec(command);
    cleanUp = [];
});

/** Puts something of somebody else's on the host, for a test. */
async function put({ make, remove }: { make: string; remove: string }): Promise<void> {
    cleanUp.push(remove);
    await host().exec(make);
}

/** What the engine keeps of an instance that is not ready. */
async function kept(attempt: Promise<unknown>, inputs: InstanceInputs): Promise<InstanceState> {
    const { state } = await notReady(attempt);
    const { id, outputs } = state;
    return { id, outputs, inputs: { host: { ssh: host().ssh }, ...inputs } };
}

const server = (port = 8080): InstanceInputs => ({
    ...{ image: images.web, memory: 32, probe: { http: {} } },
    networks: {
        service: {
            ...{ bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" },
            ports: { [port]: 80 },
        },
    },
});

describe("what belongs to others", () => {
    test("lives through everything that is done with an instance", async () => {
        await put(others);
        const before = await host().inventory();
        const created = await host().create("www", server());
        const updated = await host().update(created, { restart: "always" });
        const replacement = await host().create("www", { ...server(), args: ["--hello=Hi"] });
        await host().destroy(updated);
        const failing = { image: await host().script("exit 64") };
        await host().destroy(await kept(host().create("failing", failing), failing));
        await host().destroy(replacement);
        expect(await host().inventory()).toBe(before);
    });

    test("lives through a creation that fails", async () => {
        await put(others);
        const before = await host().inventory();
        const networks = { service: { bridge: "br8", address: "10.42.0.2/24", gateway: "10.42.0.1" } };
        await expect(host().create("www", { image: images.web, networks })).rejects.toThrow(
            "has no bridge br8",
        );
        expect(await host().inventory()).toBe(before);
    });

    test("a service of the very name is left alone, and the name refused", async () => {
        await put(others);
        const before = await host().inventory();
        const attempt = host().create("theirs", { image: images.script, name: "theirs-0000001" });
        await expect(attempt).rejects.toThrow(
            `/etc/systemd/system/${foreignService} is on ${host().ssh.host} already and was not made by this program. ` +
                "Choose another `name`",
        );
        expect(await host().inventory()).toBe(before);
    });

    test("a program that listens on a port is not cut off by publishing it", async () => {
        const before = await host().inventory();
        await expect(host().create("www", server(22))).rejects.toThrow(
            `sshd on ${host().ssh.host} listens on the port 22/tcp, and nobody would reach it there any more. Publish another`,
        );
        expect(await host().inventory()).toBe(before);
    });

    test("a program that listens at 127.0.0.1 alone shares its port with the world's", async () => {
        await put({
            make: `systemd-run --quiet --unit=theirs --property=Type=exec sh -c 'while :; do echo theirs | nc -l -s 127.0.0.1 -p 8080 -q 0; done'
                until ss -Hltn 'sport = :8080' | grep -q 8080; do sleep 0.1; done`,
            remove: "systemctl stop theirs",
        });
        const created = await host().create("www", server());
        expect(await host().exec("nc -w 2 127.0.0.1 8080 </dev/null")).toBe("theirs\n");
        const answer = await fetch(`http://${host().ssh.host}:8080/`);
        expect(answer.status).toBe(200);
        await host().destroy(created);
    });

    test("the host forwards as little as before when its last published port has gone, though a network is still there", async () => {
        const networks = "/var/lib/pulumi-unikernel/networks";
        await put({
            make: `mkdir -p ${networks}/br1`,
            remove: `rmdir -p --ignore-fail-on-non-empty ${networks}/br1`,
        });
        const forwarding = (): Promise<string> => host().exec("cat /proc/sys/net/ipv4/ip_forward");
        expect(await forwarding()).toBe("0\n");
        const created = await host().create("www", server());
        expect(await forwarding()).toBe("1\n");
        await host().destroy(created);
        expect(await forwarding()).toBe("0\n");
    });

    test("a folder beside ours is not counted as an instance, and stays", async () => {
        const parent = "/var/lib/pulumi-unikernel/instances";
        const folder = `${parent}/notes`;
        await put({
            make: `mkdir -p ${folder}; echo mine >${folder}/notes`,
            remove: `rm -r ${folder}; rmdir -p --ignore-fail-on-non-empty ${parent}`,
        });
        const created = await host().create("www", { image: images.script });
        expect(await host().refresh(created)).toEqual(created);
        await host().destroy(created);
        expect(await host().exec(`cat ${folder}/notes`)).toBe("mine\n");
    });
});

test("an address that the host, a neighbour or DHCP has is not chosen", async () => {
    const network = "/var/lib/pulumi-unikernel/networks/br0";
    await put({
        make: `ip address add 10.42.0.2/32 dev br0
            ip neighbour add 10.42.0.3 lladdr 02:00:00:00:00:03 dev br0 nud permanent
            mkdir -p ${network}; echo 'ExecStart=dnsmasq "--dhcp-range=10.42.0.4,10.42.0.5,255.255.255.248,1h"' >${network}/dhcp`,
        remove: `ip address delete 10.42.0.2/32 dev br0; ip neighbour delete 10.42.0.3 dev br0
            rm ${network}/dhcp; rmdir -p --ignore-fail-on-non-empty ${network}`,
    });
    const networks = { service: { bridge: "br0", address: "10.42.0.0/29" } };
    const created = await host().create("www", { image: images.web, memory: 32, networks });
    expect(created.outputs.addresses).toEqual(["10.42.0.6"]);
    await host().destroy(created);
});
