import { beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import { failureOf } from "../unit/host/lifecycle/world";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

const pinged = (more: Partial<InstanceInputs> = {}): InstanceInputs => ({
    ...{ image: web, memory: 32, probe: { icmp: {}, interval: 0.2, timeout: 1, deadline: 3 } },
    networks: { service: { bridge: "br0", address: "10.42.0.2/24" } },
    ...more,
});

test("a unikernel that answers pings is ready", async () => {
    const created = await host().create("www", pinged());
    expect(created.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
    await host().destroy(created);
});

test("one that does not is not, and the message says where it was asked", async () => {
    const before = await host().inventory();
    const elsewhere = pinged({ args: ["--ipv4=10.42.0.3/24"], name: "elsewhere" });
    const failure = String(await failureOf(host().create("www", elsewhere)));
    expect(failure).toContain(
        `on ${host().ssh.host}: its probe did not pass within 3 s: 10.42.0.2 did not answer a ping`,
    );
    const state = await host().import(`${host().ssh.host}/elsewhere`);
    if (state) await host().destroy({ ...state, inputs: { ...state.inputs, host: { ssh: host().ssh } } });
    expect(await host().inventory()).toBe(before);
});

test("a host without the program is told of before anything is started", async () => {
    const before = await host().inventory();
    await host().exec("mv /usr/bin/ping /usr/bin/ping.away");
    await expect(host().create("www", pinged())).rejects.toThrow(
        `${host().ssh.host} has no ping, which the probe needs. Install it there: \`apt install iputils-ping\``,
    );
    await host().exec("mv /usr/bin/ping.away /usr/bin/ping");
    expect(await host().inventory()).toBe(before);
});
