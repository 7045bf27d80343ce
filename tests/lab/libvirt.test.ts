import { expect, test } from "@jest/globals";
import { tapTag } from "../../provider/host/network/taps";
import { lookAtHost } from "../../provider/host/remote/lifecycle/facts";
import { failureOf } from "../unit/host/lifecycle/world";
import { answerOf, answersAgain, replacedUnderLoad } from "./generations";
import { killedGenerations } from "./killed-generations";
import { domainOf, libvirtWorld } from "./libvirt";
import { folderOf } from "./records";
import { sightOf } from "./sight";

const host = libvirtWorld();

test("an instance is made, answers, is seen as it was made, imported, and removed without a trace", async () => {
    const inventory = await host().inventory();
    const state = await host().make("www", host().served("Hello, libvirt"));
    expect(state.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number) });
    expect(state.outputs).toMatchObject({ accelerator: "tcg" });
    expect(await answerOf(host())).toContain("Hello, libvirt");
    expect(await host().found(state)).toEqual(state);
    expect(host().drift(state)).toEqual({});
    const { host: way } = host().ssh;
    const importable = { ...state, inputs: { ...state.inputs, host: { ssh: { host: way } } } };
    expect(await host().import(state.id)).toEqual(importable);
    expect(await host().exec(`virsh metadata ${domainOf(state)} urn:pulumi-unikernel:instance`)).toContain(
        `unit="${state.outputs.unit}" urn="urn:pulumi:`,
    );
    expect(await host().exec(state.outputs.consolePath)).toContain('ready to serve "Hello, libvirt"');
    await host().exec(`virsh dumpxml ${domainOf(state)} --inactive >/tmp/domain.xml
        virsh define --validate /tmp/domain.xml; rm /tmp/domain.xml`);
    await host().destroy(state);
    expect(await host().refresh(state)).toBeUndefined();
    expect(await host().inventory()).toBe(inventory);
});

test("what is changed while it runs leaves it running, and counts from its next start", async () => {
    const state = await host().make("www", host().served("Hello"));
    const pid = `cat /run/libvirt/qemu/${domainOf(state)}.pid`;
    const running = await host().exec(pid);
    const updated = await host().update(state, { restart: "always", grace: 3 });
    expect(updated.outputs).toEqual({ ...state.outputs, bootSeconds: expect.any(Number) });
    expect(await host().exec(pid)).toBe(running);
    expect(await host().found(updated)).toEqual(updated);
    expect(await host().exec(`virsh dumpxml --inactive ${domainOf(state)}`)).toContain(
        "<on_poweroff>restart</on_poweroff>",
    );
});

test("replacements under a constant load fail no request", async () => {
    const { last, tally } = await replacedUnderLoad(
        host(),
        (number) => host().served(`generation ${number}`),
        3,
    );
    expect(tally.failures).toEqual([]);
    expect(tally.answered).toBeGreaterThan(100);
    expect(await answerOf(host())).toContain("generation 3");
    await host().destroy(last);
});

test("scripts that are killed and run again do the same in the end, and the published port answers all the while", async () => {
    const inputsOf = (number: number) => host().served(`generation ${number}`);
    const killed = await killedGenerations(host(), { inputsOf, count: 8, clients: 1 });
    expect(killed.length).toBeGreaterThan(20);
});

test("libvirt is started anew, and what it keeps runs on and is as it was made", async () => {
    const state = await host().make("www", host().served("Hello"));
    await host().exec("systemctl restart libvirtd");
    expect(await host().found(state)).toEqual(state);
    expect(host().drift(await host().found(state))).toEqual({});
    expect(await answerOf(host())).toContain("Hello");
});

test("what is reset, as by a triple fault, starts again and is counted, and is no drift", async () => {
    const state = await host().make("www", host().served("Hello"));
    await host().exec(`virsh reset ${domainOf(state)}`);
    await answersAgain(host(), "Hello");
    const seen = await sightOf(host(), state);
    expect(seen?.service).toMatchObject({ activity: "running", restarts: 1 });
    expect(host().drift(await host().found(state))).toEqual({});
});

test("after a boot of the host it comes up by itself, and its ports lead to it", async () => {
    const state = await host().make("www", host().served("Hello"));
    await host().reboot();
    await answersAgain(host(), "Hello");
    const found = await host().found(state);
    expect(found.outputs).toMatchObject({ state: "running" });
    expect(found.outputs.altered).toBeUndefined();
    expect(await host().exec(`cat /sys/class/net/${state.outputs.taps.service}/ifalias`)).toBe(
        `${tapTag(state.outputs.unit)}\n`,
    );
    await host().exec("virsh start foreign");
});

test("one that does not understand its arguments is told of, with its last words", async () => {
    const failure = String(
        await failureOf(host().make("wrong", { ...host().served("Hello"), args: ["--nope"], name: "wrong" })),
    );
    expect(failure).toContain("it exited with status 64: it did not understand its arguments");
    expect(failure).toContain("--nope: unknown argument");
    const state = await host().import(`${host().ssh.host}/wrong`);
    if (state) await host().destroy({ ...state, inputs: { ...state.inputs, host: { ssh: host().ssh } } });
});

test("an instance of that name that is another resource's runs on when it is refused", async () => {
    const state = await host().make("www", { ...host().served("Hello"), name: "shared" });
    const networks = { service: { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" } };
    const refused = host().create("other", { ...host().served("Hello"), networks, name: "shared" });
    expect(String(await failureOf(refused))).toContain("shared");
    expect(await host().found(state)).toEqual(state);
    expect(await answerOf(host())).toContain("Hello");
});

test("somebody else's domain of that name is left alone", async () => {
    await host().exec(
        `sed s/foreign/unikernel-theirs/ /root/foreign.xml >/tmp/theirs.xml; virsh define /tmp/theirs.xml`,
    );
    await expect(host().create("www", { ...host().served("Hello"), name: "theirs" })).rejects.toThrow(
        `the domain unikernel-theirs of libvirt is on ${host().ssh.host} already and was not made by this program. Choose another \`name\``,
    );
    expect(await host().exec("virsh domstate unikernel-theirs")).toContain("shut off");
    await host().exec("virsh undefine unikernel-theirs; rm /tmp/theirs.xml");
});

test("arguments arrive as they were meant, and a secret volume is its domain's alone", async () => {
    const hello = `it's "quoted" & <b>, é😀 $(x) %s`;
    const state = await host().make("www", {
        ...host().served("x"),
        args: [`--hello=${hello.replace(/["\\]/g, "\\$&").replaceAll(" ", "\\ ")}`],
        image: {
            ...host().webImage,
            devices: [...host().webImage.devices, { name: "token", type: "block" }],
        },
        volumes: { token: { secret: { content: "canary" } } },
        probe: { console: "ready to serve" },
    });
    expect(await host().exec(state.outputs.consolePath)).toContain(`ready to serve "${hello}"`);
    const file = `${folderOf(state)}/volume-token`;
    expect(await host().exec(`stat -c '%a %U' ${file}; head -c 6 ${file}`)).toBe("600 libvirt-qemu\ncanary");
    await host().exec("! grep -r canary /etc/libvirt /var/log/libvirt");
});

test("a probe of the host tells that libvirt works there, and what is in the way when it does not answer", async () => {
    const call = () => ({ settings: host().settings, signal: new AbortController().signal });
    const look = async () =>
        (await lookAtHost(call(), { host: { ssh: host().ssh } })).hypervisors.find(
            ({ name }) => name === "libvirt",
        );
    expect(await look()).toMatchObject({ works: true, accelerator: "tcg" });
    await host().exec(
        "systemctl mask --runtime --now libvirtd.service libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket",
    );
    expect(await look()).toMatchObject({
        works: false,
        missing: "its QEMU driver does not answer: `virsh --connect qemu:///system list` says why",
    });
    await expect(host().create("www", host().served("Hello"))).rejects.toThrow(
        /libvirt's QEMU driver on \S+ does not answer: .*\. Start it there: systemctl start libvirtd/,
    );
    await host().exec(
        "systemctl unmask --runtime libvirtd.service libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket; systemctl start libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd",
    );
});
