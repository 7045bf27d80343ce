import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Lab } from "../lab";
import { startVmLab } from "../vm";
import { leftovers } from "../vm/leftovers";
import { doubles } from "../xen-double";
import { assembled } from "./assembled";

jest.setTimeout(600_000);

let lab: Lab;
beforeAll(async () => {
    lab = await startVmLab("xen");
});
afterAll(async () => {
    await lab.stop();
});

test("runs Xen with Debian as its dom0, with all units well", async () => {
    expect(await lab.exec("xl list | awk '{ print $1, $2 }'")).toBe("Name ID\nDomain-0 0\n");
    expect(await lab.exec("systemctl --failed --no-legend --plain")).toBe("");
    expect(await lab.exec("systemctl is-system-running")).toBe("running\n");
});

test("has this machine's time", async () => {
    const seconds = Number(await lab.exec("date +%s"));
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(60);
});

test("says what failed of what is run inside", async () => {
    const failing = lab.exec("echo 'no such luck' >&2; exit 3");
    await expect(failing).rejects.toThrow("exit 3 in the lab failed (3):\nno such luck");
});

test("boots a guest by its PVH entry, keeps what it says, and holds nothing of it once it is destroyed", async () => {
    const before = await lab.inventory();
    await lab.exec(`echo ${(await assembled()).toString("base64")} | base64 -d >/root/guest
        cat >/root/guest.cfg <<END
name = "guest"
type = "pvh"
kernel = "/root/guest"
memory = 32
on_reboot = "destroy"
on_crash = "destroy"
END
        xl create /root/guest.cfg`);
    expect(await lab.inventory()).not.toBe(before);
    const log = "/var/log/xen/console/guest-guest.log";
    expect(await lab.exec(`timeout 60 sh -c 'until grep "hello from a guest" ${log}; do :; done'`)).toMatch(
        /^\[.*\] hello from a guest\n$/,
    );
    await lab.exec("xl destroy guest && rm /root/guest /root/guest.cfg");
    expect(await lab.inventory()).toBe(before);
});

test("has an xl that answers as it was recorded to, for the double of it", async () => {
    const before = await lab.inventory();
    await lab.exec(`echo ${(await assembled()).toString("base64")} | base64 -d >/root/guest`);
    const read = (name: string): Promise<string> => readFile(join(doubles, name), "utf8");
    expect(await lab.exec(await read("conversation.sh"))).toBe(await read("recorded.txt"));
    await lab.exec("rm /root/guest");
    expect(await lab.inventory()).toBe(before);
});

test("goes without a trace", async () => {
    const other = await startVmLab("xen");
    expect(await leftovers(other.name)).not.toEqual([]);
    await other.stop();
    expect(await leftovers(other.name)).toEqual([]);
});
