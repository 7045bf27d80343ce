import { afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { failureOf } from "../unit/host/lifecycle/world";
import { answerOf, answersAgain, generation, replacedUnderLoad } from "./generations";
import { linkOf } from "./network-numbers";
import { advertise, router, there } from "./routers";
import { tool } from "./tool";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
/** The host as it is reached by IPv6. */
let six: { readonly ssh: { readonly host: string } };
beforeAll(async () => {
    web = await host().web();
    await join6();
});

async function join6(): Promise<void> {
    const [, , number = ""] = host().ssh.host.split(".");
    const network = `fd73:${Number(number).toString(16)}:`;
    await tool(["ip", "address", "replace", `${network}:1/64`, "dev", linkOf(Number(number)), "nodad"]);
    await host().exec(
        `ip address replace ${network}:2/64 dev host0 nodad && ip address replace fd42::1/64 dev br0 nodad`,
    );
    six = { ssh: { host: `[${network}:2]` } };
}

let serving: InstanceState | undefined;
afterEach(async () => {
    if (serving) await host().destroy(serving);
    serving = undefined;
});

/** With an address of each kind. */
function both(hello: string): InstanceInputs {
    const inputs = generation(web, hello);
    const service = { ...inputs.networks?.service, address6: "fd42::/64", gateway6: "fd42::1" };
    return { ...inputs, networks: { service } };
}

const forwards = (): Promise<string> => host().exec("cat /proc/sys/net/ipv6/conf/all/forwarding");

test("a published port leads to a guest by IPv6 as by IPv4, and nothing of it is left", async () => {
    const before = await host().inventory();
    serving = await host().create("www", both("both ways"));
    expect(serving.outputs.addresses).toContainEqual(expect.stringMatching(/^fd42::/));
    expect(await answerOf(six)).toContain("both ways");
    expect(await answerOf(host())).toContain("both ways");
    expect(await host().refresh(serving)).toEqual(serving);
    expect(host().drift(serving)).toEqual({});
    expect(await forwards()).toBe("1\n");
    await host().destroy(serving);
    serving = undefined;
    expect(await forwards()).toBe("0\n");
    expect(await host().inventory()).toBe(before);
});

test("replaced under a load of requests by IPv6, no request fails", async () => {
    const reached6 = { ...host(), ...six };
    const { last, tally } = await replacedUnderLoad(reached6, (number) => both(`this is ${number}`), 4);
    serving = last;
    expect(tally.failures).toEqual([]);
    expect(tally.answered).toBeGreaterThan(100);
    expect(await answerOf(six)).toContain("this is 4");
});

test("a port that leads nowhere by IPv6 any more is drift, and the next up leads it back", async () => {
    serving = await host().create("www", both("led back"));
    await host().exec("nft flush chain ip6 unikernel prerouting");
    const seen = await host().refresh(serving);
    expect(host().drift(seen ?? serving)).not.toEqual({});
    expect(await answerOf(host())).toContain("led back");
    serving = await host().update(seen ?? serving);
    expect(host().drift(serving)).toEqual({});
    expect(await answerOf(six)).toContain("led back");
});

test("after a boot of its host a port leads to its guest by IPv6 again", async () => {
    serving = await host().create("www", both("still there"));
    await host().reboot();
    await join6();
    await answersAgain(six, "still there");
    expect(await host().refresh(serving)).toMatchObject({ outputs: { state: "running" } });
});

test("a port on which a program listens by IPv6 alone is refused to an instance that has that, too", async () => {
    const listening = "--socket-property=ListenStream=[::]:8080 --socket-property=BindIPv6Only=ipv6-only";
    await host().exec(`systemd-run --quiet --unit=listener ${listening} true`);
    try {
        const failure = await failureOf(host().create("www", both("refused")));
        expect(String(failure)).toMatch(/8080\/tcp/);
        serving = await host().create("www", generation(web, "by IPv4 alone"));
        expect(await answerOf(host())).toContain("by IPv4 alone");
    } finally {
        await host().exec("systemctl stop listener.socket");
    }
});

test("a host that has its IPv6 router from advertisements keeps it when a port is published, and that is told", async () => {
    const said: string[] = [];
    await host().exec(router + "\n" + advertise(there));
    serving = await host().create("www", both("heeding"), { onNote: (note) => said.push(note) });
    expect(said).toEqual([expect.stringContaining("net.ipv6.conf.up0.accept_ra is 2 there")]);
    expect(await host().exec(`${there} && echo kept`)).toBe("kept\n");
    await host().exec("ip netns delete router");
});

test.each([undefined, "fd42::ff"])(
    "a guest whose router by IPv6 (%s) is not its host is published by IPv4 alone",
    async (gateway6) => {
        const { networks, ...inputs } = both("one way");
        const service = { ...networks?.service, gateway6 };
        serving = await host().create("www", { ...inputs, networks: { service } });
        expect(await answerOf(host())).toContain("one way");
        expect(host().drift(serving)).toEqual({});
        expect(await host().exec("nft list tables")).not.toContain("ip6 unikernel");
    },
);
