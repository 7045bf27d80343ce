import { beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import { failureOf } from "../unit/host/lifecycle/world";
import { stuckOnce } from "./given-up";
import { untilDown } from "./others";
import { serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

const address = "10.42.0.7";

const inputs = (hello: string, more: Partial<InstanceInputs> = {}): InstanceInputs => ({
    ...{ image: web, memory: 32, args: [`--hello=${hello}`], probe: { http: { port: 80, body: hello } } },
    networks: { service: { bridge: "br0", address: `${address}/24`, gateway: "10.42.0.1" } },
    ...{ replacement: "l2", ...more },
});

const page = (at = address): Promise<string> =>
    host().exec(`curl --silent --fail --max-time 5 http://${at}/`);

/** Pings the unikernel from its host, a hundred times a second, and answers with how many of how many were lost. */
async function pings(count: number): Promise<{ readonly sent: number; readonly lost: number }> {
    const said = await host().exec(`ping -n -q -i 0.01 -W 5 -c ${count} ${address} || true`);
    const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
    return { sent: Number(sent), lost: Number(sent) - Number(received) };
}

test("a new instance takes the old one's place with its address, and a ping of 600 is lost at most", async () => {
    const before = await host().inventory();
    let serving = await host().create("www", inputs("generation 0"));
    const { lost, sent } = await pings(600);
    expect([sent, lost]).toEqual([600, 0]);
    for (let number = 1; number <= 3; number += 1) {
        const hello = `generation ${number}`;
        const pinged = pings(600);
        const next = await host().create("www", inputs(hello));
        expect((await pinged).lost).toBeLessThanOrEqual(1);
        expect(await page()).toContain(hello);
        expect(next.outputs.addresses).toEqual([address]);
        await host().destroy(serving);
        expect(await page()).toContain(hello);
        expect(await host().refresh(next)).toEqual(next);
        serving = next;
    }
    await host().destroy(serving);
    expect(await host().inventory()).toBe(before);
});

test("a bridge that has no port but unikernels and no address of its own is fine as well", async () => {
    await host().exec(`ip link add br9 type bridge; ip address add 10.43.0.1/24 dev br9; ip link set br9 up
        ip tuntap add dev port9 mode tap; ip link set port9 master br9; ip link delete port9
        ${untilDown("br9")}`);
    const networks = { service: { bridge: "br9", address: "10.43.0.7/24", gateway: "10.43.0.1" } };
    const before = await host().inventory();
    const first = await host().create("www", inputs("first", { networks }));
    const second = await host().create("www", inputs("second", { networks }));
    await host().destroy(first);
    expect(await page("10.43.0.7")).toContain("second");
    await host().exec(`systemctl stop ${serviceOf(second)}`);
    const third = await host().create("www", inputs("third", { networks }));
    expect(await page("10.43.0.7")).toContain("third");
    await host().destroy(second);
    await host().destroy(third);
    await host().exec(untilDown("br9"));
    expect(await host().inventory()).toBe(before);
    await host().exec("ip link delete br9");
});

test("by Ctrl-C right after it has taken the place, a new one gives it back and is gone", async () => {
    const before = await host().inventory();
    const serving = await host().create("www", inputs("first"));
    const controller = new AbortController();
    const undo = host().through(
        stuckOnce('rm -f "$folder/standby"', () => {
            controller.abort(new Error("given up"));
        }),
    );
    await expect(host().create("www", inputs("second"), { signal: controller.signal })).rejects.toThrow(
        "given up",
    );
    undo();
    expect(await page()).toContain("first");
    expect(await host().refresh(serving)).toEqual(serving);
    await host().destroy(serving);
    expect(await host().inventory()).toBe(before);
});

test("one that does not answer is removed again, having never been on the bridge", async () => {
    const before = await host().inventory();
    const serving = await host().create("www", inputs("good"));
    const bad = inputs("bad", { probe: { http: { port: 80, body: "good" }, deadline: 3 } });
    expect(String(await failureOf(host().create("www", bad)))).toContain("The old one,");
    expect(await page()).toContain("good");
    expect(await host().refresh(serving)).toEqual(serving);
    await host().destroy(serving);
    expect(await host().inventory()).toBe(before);
});

test("the old one does not come back when it ends and is started again", async () => {
    const first = await host().create("www", inputs("first"));
    const second = await host().create("www", inputs("second"));
    await host().exec(
        `systemctl kill --signal=KILL ${serviceOf(first)}; systemctl restart ${serviceOf(first)} || true`,
    );
    expect(await page()).toContain("second");
    await host().destroy(first);
    expect(await host().refresh(second)).toEqual(second);
    await host().destroy(second);
});
