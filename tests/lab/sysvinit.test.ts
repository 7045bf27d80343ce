import { describe, expect, test } from "@jest/globals";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { answerOf, generation, replacedUnderLoad } from "./generations";
import { imagesOn } from "./images";
import { instancesOn } from "./instances";
import { folderOf } from "./records";
import { refreshed, repaired } from "./repairs";
import { labWorld } from "./world";

const host = labWorld({ init: "sysv" });
const images = imagesOn(host);

const create = instancesOn(host);
const sleeper = (name: string): Promise<InstanceState> =>
    create(name, { image: images.script, probe: { console: "^ready$" } });

const bootScript = ({ inputs }: InstanceState): string => `/etc/init.d/unikernel-${inputs.name}`;
const fieldOf = (state: InstanceState, file: string, field: string): Promise<string> =>
    host().exec(`sed -n 's/^${field}=//p' ${folderOf(state)}/${file}`);
const guestOf = async (state: InstanceState): Promise<number> => Number(await fieldOf(state, "guest", "pid"));

describe("on a host without systemd", () => {
    test("an instance is made, seen as it was made, changed while it runs, and removed without a trace", async () => {
        const before = await host().inventory();
        const made = await host().create("www", { image: images.script, probe: { console: "^ready$" } });
        expect(made.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
        expect(made.outputs.consolePath).toBe(`tail -f ${folderOf(made)}/console.log`);
        expect(await refreshed(host(), made)).toEqual(made);
        expect(host().drift(made)).toEqual({});
        const guest = await guestOf(made);
        const updated = await host().update(made, { restart: "always", restartLimit: 2, grace: 3 });
        expect(await refreshed(host(), updated)).toEqual(updated);
        expect(await guestOf(updated)).toBe(guest);
        expect(await host().exec(`head -n 4 ${folderOf(made)}/policy`)).toBe(
            "restart=always\nlimit=2\nsteady=60\ngrace=3\n",
        );
        await host().destroy(updated);
        expect(await host().refresh(updated)).toBeUndefined();
        expect(await host().inventory()).toBe(before);
    });

    test("a process has a user of its own, its variables and nothing else, and no rights", async () => {
        const image = await host().script(
            'env; cat /proc/self/status; cat "$0" >/dev/null; ls /root || echo refused; echo ready; exec sleep 1000',
        );
        const env = { GREETING: 'it\'s "two"\nlines $HOME', uid: "0" };
        const state = await create("env", { image, env, probe: { console: "^ready$" } });
        const console = await host().exec(`cat ${folderOf(state)}/console.log`);
        expect(console).toContain(`GREETING=it's "two"\nlines $HOME\n`);
        expect(console).toMatch(/\nUid:\t(1[89]|20|21)\d{8}\t/);
        expect(console).toMatch(/\nGroups:\t *\n/);
        expect(console).toMatch(/\nCapEff:\t0+\n/);
        expect(console).toMatch(/\nCapBnd:\t0+\n/);
        expect(console).toMatch(/\nNoNewPrivs:\t1\n/);
        expect(console).toContain("\nrefused\n");
        expect(console).not.toMatch(/^(LC_ALL|_boot|HOME)=/m);
    });

    test("5 replacements under a constant load fail no request", async () => {
        const before = await host().inventory();
        const { last, tally } = await replacedUnderLoad(
            host(),
            (number) => generation(images.web, `generation ${number}`),
            5,
        );
        expect(tally.failures).toEqual([]);
        expect(tally.answered).toBeGreaterThan(200);
        expect(await answerOf(host())).toContain("generation 5");
        await host().destroy(last);
        expect(await host().inventory()).toBe(before);
    });

    test("what crashes is started again and counted, and given up when it does so too often", async () => {
        const state = await create("crashing", {
            image: images.script,
            restartLimit: 1,
            probe: { console: "^ready$" },
        });
        const crash = async (until: string): Promise<void> => {
            await host().exec(`kill -s KILL ${await guestOf(state)}
                until ${until}; do sleep 0.1; done`);
        };
        await crash(`grep -q -x restarts=1 ${folderOf(state)}/guest`);
        const again = await refreshed(host(), state);
        expect([again.outputs.state, host().drift(again)]).toEqual(["running", {}]);
        await crash(`grep -q -x next=end ${folderOf(state)}/exit`);
        expect(await repaired(host(), state)).toMatchObject({ state: "exited", exitStatus: 137 });
    });
});

describe("on a host without systemd a refresh finds, and the next up repairs", () => {
    test("a service script that was edited by hand, with the difference", async () => {
        const state = await sleeper("edited");
        await host().exec(`sed -i "s/^policy='restart=.*/policy='restart=no/" ${folderOf(state)}/service`);
        const { altered } = await repaired(host(), state);
        expect(altered).toMatch(/^its service script is not as it was written:\n@@ .* @@\n/);
        expect(altered).toContain("\n-policy='restart=on-failure\n+policy='restart=no\n");
    });

    test("one that was ended with its supervisor", async () => {
        const state = await sleeper("stopped");
        await host().exec(`${bootScript(state)} stop`);
        expect(await repaired(host(), state)).toMatchObject({ state: "exited", exitStatus: 143 });
    });

    test("a supervisor that was killed, while what it started goes on", async () => {
        const state = await sleeper("orphan");
        await host().exec(`kill -s KILL "$(cut -d' ' -f1 ${folderOf(state)}/supervisor)"`);
        const guest = await guestOf(state);
        const { altered } = await repaired(host(), state);
        expect(altered).toBe("its supervisor is gone, so that it would not be started again");
        await expect(host().exec(`kill -0 ${guest}`)).rejects.toThrow("No such process");
    });

    test.each([
        ["would not be started at the next boot", "update-rc.d -f FILE remove"],
        ["has lost the script that starts it at boot", "rm /etc/init.d/FILE"],
    ])("one that %s", async (_what, harm) => {
        const state = await sleeper("boot");
        await host().exec(harm.replace("FILE", `unikernel-${state.inputs.name}`));
        expect((await repaired(host(), state)).altered).toBe("it would not be started when the host boots");
    });

    test("a TAP device that was removed", async () => {
        const state = await create("www", generation(images.web, "I am back"));
        const tap = state.outputs.taps.service ?? "";
        await host().exec(`ip link delete ${tap}`);
        expect((await repaired(host(), state)).altered).toBe(`the TAP device ${tap} is gone`);
        expect(await answerOf(host())).toContain("I am back");
    });
});

test("on a host without systemd, what has the name already and is another's stays, and the name is refused", async () => {
    const file = "/etc/init.d/unikernel-theirs";
    await host().exec(`printf '#!/bin/sh\n# theirs\n' >${file}`);
    const before = await host().inventory();
    await expect(host().create("theirs", { image: images.script, name: "theirs" })).rejects.toThrow(
        `${file} is on ${host().ssh.host} already and was not made by this program. Choose another \`name\``,
    );
    expect(await host().inventory()).toBe(before);
    await host().exec(`rm ${file}`);
});

test("on a host without systemd, what was removed by hand is no hindrance to its destruction", async () => {
    const before = await host().inventory();
    const state = await host().create("gone", { image: images.script });
    await host().exec("rm -r /var/lib/pulumi-unikernel");
    expect(await host().import(state.id)).toBeUndefined();
    await host().destroy(state);
    expect(await host().inventory()).toBe(before);
});

test("on a host that systemd ran once, what it kept is no hindrance to its destruction", async () => {
    const before = await host().inventory();
    const state = await host().create("kept", { image: images.script });
    const unit = `unikernel-${state.inputs.name}.service`;
    await host().exec(`set -e
        ${bootScript(state)} stop
        rm ${bootScript(state)} && update-rc.d unikernel-${state.inputs.name} remove
        cd ${folderOf(state)}
        echo systemd >manager
        rm service policy
        mkdir -p /etc/systemd/system/multi-user.target.wants
        cp owner /etc/systemd/system/${unit}
        ln -s /etc/systemd/system/${unit} /etc/systemd/system/multi-user.target.wants`);
    await expect(host().update(state)).rejects.toThrow(
        `the instance on ${host().ssh.host} is kept by systemd, which that host is no longer run by. Replace it`,
    );
    await host().destroy(state);
    await host().exec("rmdir --ignore-fail-on-non-empty /etc/systemd/system/multi-user.target.wants");
    expect(await host().inventory()).toBe(before);
});

test("on a host without systemd, after a reboot instances come up by themselves, and their ports lead to them", async () => {
    const www = await create("www", generation(images.web, "I am still here"));
    const plain = await sleeper("plain");
    await host().reboot();
    for (const state of [www, plain]) {
        const { outputs } = await refreshed(host(), state);
        expect(outputs).toMatchObject({ ...state.outputs, bootSeconds: expect.any(Number) });
        expect(outputs.altered).toBeUndefined();
    }
    expect(await answerOf(host())).toContain("I am still here");
});
