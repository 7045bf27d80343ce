import { describe, expect, test } from "@jest/globals";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { imagesOn } from "./images";
import { instancesOn } from "./instances";
import { folderOf, serviceOf, unitOf } from "./records";
import { refreshed, repaired } from "./repairs";
import { labWorld } from "./world";

const host = labWorld();
const images = imagesOn(host);

const create = instancesOn(host);
const sleeper = (name: string): Promise<InstanceState> =>
    create(name, { image: images.script, probe: { console: "^ready$" } });

const server = (name: string, port = "8080"): Promise<InstanceState> =>
    create(name, {
        ...{ image: images.web, memory: 32, args: [`--hello=I am ${name}`], probe: { http: {} } },
        networks: {
            service: {
                ...{ bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" },
                ports: { [port]: 80 },
            },
        },
    });

const get = async (port = 8080): Promise<string> =>
    (await fetch(`http://${host().ssh.host}:${port}/`, { headers: { connection: "close" } })).text();

describe("a refresh finds, and the next up repairs", () => {
    test("a unit file that was edited by hand, with the difference", async () => {
        const state = await sleeper("edited");
        await host().exec(`sed -i 's/^Restart=.*/Restart=no/' ${unitOf(state)}`);
        const { altered } = await repaired(host(), state);
        expect(altered).toMatch(/^its unit file is not as it was written:\n@@ .* @@\n/);
        expect(altered).toContain("\n-Restart=on-failure\n+Restart=no\n");
    });

    test("what was added to a unit with `systemctl edit`", async () => {
        const state = await sleeper("added");
        await host().exec(
            `mkdir ${unitOf(state)}.d; printf '[Service]\nMemoryMax=1M\n' >${unitOf(state)}.d/override.conf; systemctl daemon-reload`,
        );
        const { altered } = await repaired(host(), state);
        expect(altered).toContain(`+# ${unitOf(state)}.d/override.conf\n+[Service]\n+MemoryMax=1M`);
        expect(await host().exec(`ls -d ${unitOf(state)}* | wc -l`)).toBe("1\n");
    });

    test("a limit that was set with `systemctl set-property`, for good or until the next boot", async () => {
        const state = await sleeper("limited");
        for (const until of ["", "--runtime"]) {
            await host().exec(`systemctl set-property ${until} ${serviceOf(state)} TasksMax=7`);
            const { altered } = await repaired(host(), state);
            expect(altered).toContain("\n+TasksMax=7");
            expect(
                await host().exec(`systemctl show --property=DropInPaths --value ${serviceOf(state)}`),
            ).toBe("\n");
        }
    });

    test("a unit file that was removed", async () => {
        const state = await sleeper("unit");
        await host().exec(`rm ${unitOf(state)}; systemctl daemon-reload`);
        const { altered } = await repaired(host(), state);
        expect(altered).toContain("systemd does not know its service");
    });

    test("a service that was stopped", async () => {
        const state = await sleeper("stopped");
        await host().exec(`systemctl stop ${serviceOf(state)}`);
        const outputs = await repaired(host(), state);
        expect(outputs).toMatchObject({ state: "exited", exitStatus: 143 });
    });

    test("a service that would not be started at the host's next boot", async () => {
        const state = await sleeper("disabled");
        await host().exec(`systemctl disable --quiet ${serviceOf(state)}`);
        const outputs = await repaired(host(), state);
        expect(outputs.altered).toBe("it would not be started when the host boots");
    });

    test.each([
        ["damaged", "echo >>"],
        ["removed", "rm"],
    ])("an image that was %s", async (name, harm) => {
        const state = await sleeper(name);
        await host().exec(`${harm} "$(cat ${folderOf(state)}/image)"`);
        const outputs = await repaired(host(), state);
        expect(outputs.altered).toBe("its image is not there or has other bytes");
    });

    test("a TAP device that was taken off its bridge, or removed", async () => {
        const state = await server("tap");
        const tap = state.outputs.taps.service ?? "";
        await host().exec(`ip link set ${tap} nomaster`);
        expect((await repaired(host(), state)).altered).toBe(
            `the TAP device ${tap} is not on the bridge br0`,
        );
        expect(await get()).toContain("I am tap");
        await host().exec(`ip link delete ${tap}`);
        expect((await repaired(host(), state)).altered).toBe(`the TAP device ${tap} is gone`);
        expect(await get()).toContain("I am tap");
    });

    test.each([
        ["nft's map was emptied", "nft flush map ip unikernel tcp_ports"],
        ["nft's tables were removed", "nft flush ruleset"],
        ["nft's rules were flushed", "nft flush chain ip unikernel prerouting"],
        [
            "they lead to a port whose number begins with that of the right one",
            `element=$(nft get element ip unikernel tcp_ports '{ 8080 }' | sed -n 's/.*elements = //p')
            nft "delete element ip unikernel tcp_ports { 8080 }; add element ip unikernel tcp_ports \${element% \\}}99 }"`,
        ],
        ["the host does not forward", "echo 0 >/proc/sys/net/ipv4/ip_forward"],
    ])("ports that lead nowhere since %s", async (_what, harm) => {
        const state = await server("ports");
        const process = (): Promise<string> =>
            host().exec(`systemctl show --property=MainPID ${serviceOf(state)}`);
        const before = await process();
        await host().exec(harm);
        expect((await repaired(host(), state)).altered).toBe("its published ports do not lead to it");
        expect(await get()).toContain("I am ports");
        expect(await process()).toBe(before);
    });
});

test("what was killed is started again by the host itself, and is no drift", async () => {
    const state = await sleeper("killed");
    const restarted = `systemctl show --property=NRestarts --value ${serviceOf(state)}`;
    await host().exec(`systemctl kill --signal=KILL ${serviceOf(state)}
        until [ "$(${restarted})" = 1 ] && systemctl --quiet is-active ${serviceOf(state)}; do sleep 0.1; done`);
    const found = await refreshed(host(), state);
    expect(found.outputs).toMatchObject({ state: "running" });
    expect(host().drift(found)).toEqual({});
});

test("after a reboot of the host instances come up by themselves, and their ports lead to them", async () => {
    const [first, second, plain] = [
        await server("first"),
        await server("second", "8081"),
        await sleeper("plain"),
    ];
    await host().reboot();
    for (const state of [first, second, plain]) {
        const { outputs } = await refreshed(host(), state);
        expect(outputs).toMatchObject({ ...state.outputs, bootSeconds: expect.any(Number) });
        expect(outputs.altered).toBeUndefined();
    }
    expect(await Promise.all([get(8080), get(8081)])).toEqual([
        expect.stringContaining("I am first"),
        expect.stringContaining("I am second"),
    ]);
});
