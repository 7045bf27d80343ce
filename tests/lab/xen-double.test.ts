import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import { notReady } from "../unit/host/lifecycle/world";
import { killedLives, shortLife } from "./killed-lives";
import { killing } from "./killing";
import { doubles, xenDoubleWorld } from "./xen-double";

const host = xenDoubleWorld();

let undo: (() => void) | undefined;
afterEach(() => undo?.());

test("the double of xl says what was recorded of the real one", async () => {
    const read = (name: string): Promise<string> => readFile(join(doubles, name), "utf8");
    expect(await host().exec(await read("conversation.sh"))).toBe(await read("recorded.txt"));
});

/** What is there of domains, and of what may be made for them. */
const traces = (): Promise<string> =>
    host()
        .exec(`xl list | awk '{ print $1 }'; ip -brief link | cut -d ' ' -f 1; nft list ruleset; cat /proc/sys/net/ipv4/ip_forward
        find /etc/xen /var/lib/pulumi-unikernel /var/log/xen 2>/dev/null | sort`);

const foreign = `name = "foreign"
uuid = "22222222-2222-2222-8000-70756c756d69"
kernel = "/root/guest"
memory = 16
vcpus = 1`;

describe("beside somebody else's domain, which goes on", () => {
    let inputs: InstanceInputs;
    let before: string;
    beforeAll(async () => {
        await host().exec(`echo '${foreign}' >/root/foreign.cfg; xl create /root/foreign.cfg`);
        const image = await host().kernel(Buffer.from("listens"), {
            ...{ target: "xen", devices: [{ name: "service", type: "net" }] },
        });
        const service = {
            bridge: "br0",
            address: "10.42.0.0/24",
            gateway: "10.42.0.1",
            ports: { "8080": 80 },
        };
        inputs = {
            ...{ image, memory: 32, args: ["--hello=there"], networks: { service } },
            ...{ probe: { console: "ready to serve" }, grace: 2 },
        };
        before = await traces();
    });

    test("what xl refuses is told of in its own words", async () => {
        await host().exec("mv /etc/xen/scripts/vif-bridge /etc/xen/scripts/vif-bridge.away");
        const { message, state } = await notReady(host().create("www", inputs));
        expect(message).toContain("xl could not create its domain");
        expect(message).toContain("libxl: error: Domain");
        await host().exec("mv /etc/xen/scripts/vif-bridge.away /etc/xen/scripts/vif-bridge");
        await host().destroy({ ...state, inputs: { host: { ssh: host().ssh }, ...inputs } });
        expect(await traces()).toBe(before);
    });

    test("the configuration of a domain is for root alone", async () => {
        const state = await host().create("www", inputs);
        expect(await host().exec("stat --format='%a %U' /etc/xen/unikernel-*.cfg")).toBe("600 root\n");
        await host().destroy(state);
        expect(await traces()).toBe(before);
    });

    test("a domain whose scripts are killed before each of their commands, xl's own among them, and run again, is made and removed", async () => {
        const killed = await killedLives(host(), shortLife(host(), inputs), {
            from: 'define "$name"',
            inventory: traces,
        });
        // What runs beside a script is counted with it, sooner or later: no single command is sure to be met.
        expect(killed.filter((command) => command.includes("$domain.new")).length).toBeGreaterThan(1);
        expect(killed.length).toBeGreaterThan(50);
    }, 900_000);

    test("a creation that is cut off anywhere leaves nothing when it is given up", async () => {
        const killed: string[] = [];
        undo = host().through(
            killing((turn) => 1 + 20 * turn, killed, { from: 'mkdir -p "$folder/new"', again: false }),
        );
        for (let reached = -1; reached < killed.length;) {
            reached = killed.length;
            const made = await host()
                .create("www", inputs)
                .catch((error: unknown) => String(error));
            if (typeof made !== "string") await host().destroy(made);
            expect([made, await traces()]).toEqual([made, before]);
        }
        expect(killed.length).toBeGreaterThan(8);
    }, 900_000);
});
