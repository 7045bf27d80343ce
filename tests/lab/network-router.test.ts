import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startNetworkLab, type NetworkLab } from "./networks";
import { advertise, router, there } from "./routers";

let lab: NetworkLab;
beforeAll(async () => {
    lab = await startNetworkLab();
});
afterAll(() => lab.stop());

test("a host that has its IPv6 router from advertisements keeps it when guests are led out by IPv6, hears of it again, and that is told", async () => {
    const said: string[] = [];
    await lab.exec(router + "\n" + advertise(there));
    const state = await lab.create(
        "br1",
        { cidr: "10.71.0.1/24", cidr6: "fd71::1/64" },
        { onNote: (note) => said.push(note) },
    );
    expect(await lab.exec(`cat /proc/sys/net/ipv6/conf/all/forwarding; ${there} && echo kept`)).toBe(
        "1\nkept\n",
    );
    expect(said).toEqual([expect.stringContaining("net.ipv6.conf.up0.accept_ra is 2 there")]);
    const forget = `ip -6 route delete default dev up0; if ${there}; then exit 1; fi`;
    await lab.exec(`${forget}\n${advertise(there)}`);
    await lab.exec(`cd /proc/sys/net/ipv6/conf; echo 0 >all/forwarding; echo 1 >up0/accept_ra; ${forget}`);
    await lab.update(state);
    await lab.exec(advertise(there));
    await lab.remove(state);
    expect(await lab.exec(`cat /proc/sys/net/ipv6/conf/all/forwarding; ${there} && echo kept`)).toBe(
        "0\nkept\n",
    );
});
