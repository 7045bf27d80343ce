import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import { networkLifecycle } from "../../provider/host/remote/network/lifecycle/lifecycle";
import { testStore, type TestStore } from "../unit/host/store";
import type { KnownNetwork } from "./networks";
import { refreshed } from "./repairs";
import { labWorld } from "./world";

const host = labWorld();
let store: TestStore;
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

/** What is set up by others comes when it comes. */
const lateBridge = `cat >/etc/systemd/system/late.service <<END
[Unit]
After=network.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStartPre=sleep 4
ExecStart=ip link add br5 address 02:00:0a:05:00:01 type bridge
ExecStart=ip address add 10.5.0.1/24 dev br5
ExecStart=ip link set br5 up
[Install]
WantedBy=multi-user.target
END
systemctl enable --quiet --now late`;

/** No attempt but the first. */
const page = (url: string): Promise<string> =>
    host().exec(`curl --silent --fail --max-time 5 ${url} || echo "curl: $?"`);

async function pageWithin(seconds: number, url: string): Promise<string> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const said = await page(url);
        if (!said.startsWith("curl: ") || Date.now() > end) return said;
        await sleep(300);
    }
}

test("after a boot the host reaches its own published port, and an instance waits for a bridge that comes late", async () => {
    const image = await host().web();
    await host().exec(lateBridge);
    const call = store.call("br1");
    const inputs = { host: { ssh: host().ssh }, bridge: "br1", cidr: "10.71.0.1/24" };
    const network: KnownNetwork = { inputs, ...(await networkLifecycle.create(call, { inputs })) };
    const serving = (
        hello: string,
        service: NonNullable<InstanceInputs["networks"]>[string],
    ): InstanceInputs => ({
        ...{ image, memory: 32, args: [`--hello=${hello}`], restartLimit: 0 },
        ...{ networks: { service }, probe: { http: { body: hello } } },
    });
    const published = await host().create(
        "published",
        serving("published", {
            bridge: "br1",
            address: "10.71.0.7/24",
            gateway: "10.71.0.1",
            ports: { "8080": 80 },
        }),
    );
    const waiting = await host().create(
        "waiting",
        serving("waiting", { bridge: "br5", address: "10.5.0.7/24" }),
    );
    await host().reboot();
    expect(await pageWithin(20, `http://${host().ssh.host}:8080/`)).toContain("published");
    expect(await pageWithin(20, "http://10.5.0.7/")).toContain("waiting");
    for (const state of [published, waiting])
        expect((await refreshed(host(), state)).outputs).toMatchObject({ state: "running" });
    await host().destroy(published);
    await host().destroy(waiting);
    await networkLifecycle.delete(call, { state: network });
});
