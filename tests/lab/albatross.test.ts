import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import { albatrossWorld } from "./albatross";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { failureOf } from "../unit/host/lifecycle/world";
import { instancesOn } from "./instances";
import { folderOf, oursIn } from "./records";
import { refreshed } from "./repairs";

const host = albatrossWorld();
let before: string;
beforeAll(async () => {
    before = await host().inventory();
});

const make = instancesOn(host);
afterEach(async () => {
    expect(await host().inventory()).toBe(before);
});

const create = (hello: string): Promise<InstanceState> => make("www", host().saying(hello));

const published = (hello: string): InstanceInputs => host().published(hello);

const labelOf = ({ inputs: { name = "" }, outputs: { unit } }: InstanceState): string => `${name}-${unit}`;

test("a unikernel is made, says what it should, is seen as it was made, changed while it runs, and removed", async () => {
    const state = await create("Hello there");
    expect(state.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number), taps: {} });
    expect(state.outputs.hypervisorVersion).toContain("2.5.0");
    expect(await refreshed(host(), state)).toEqual(state);
    expect(host().drift(state)).toEqual({});
    const told = await host().exec(`albatross-client info --name=${labelOf(state)}`);
    expect(told.replaceAll("\n", " ")).toContain("bridge service -> br0 (mac 02:");
    const updated = await host().update(state, { restart: "always" });
    expect(await host().exec(`albatross-client info --name=${labelOf(state)}`)).toBe(told);
    expect(await refreshed(host(), updated)).toEqual(updated);
});

test("a replacement is started beside the old one", async () => {
    const old = await create("old");
    const next = await create("new");
    expect(await host().exec("albatross-client info | grep -c digest")).toBe("3\n");
    await host().destroy(old);
    expect(await refreshed(host(), next)).toEqual(next);
});

test("a unit of somebody else's that has its name is left alone, and the name refused", async () => {
    const file = "/etc/systemd/system/unikernel-theirs.service";
    await host().exec(`echo '[Service]' >${file}`);
    await expect(host().create("www", { ...published("Hello"), name: "theirs" })).rejects.toThrow(
        `${file} is on ${host().ssh.host} already and was not made by this program. Choose another \`name\``,
    );
    expect(await host().exec(`cat ${file}; rm ${file}`)).toBe("[Service]\n");
});

describe("a refresh finds, and the next up repairs", () => {
    const again = (label: string, options: string): string =>
        `albatross-client destroy ${label}; albatross-client create ${options} ${label}`;

    test.each([
        {
            what: "one that was destroyed",
            harm: (label: string) => `albatross-client destroy ${label}`,
            state: "exited",
        },
        {
            what: "another image under its name",
            harm: (label: string) =>
                `(cat /root/foreign.hvt; echo) >/tmp/other; ${again(label, "--mem=32 --net=service:br0@$mac")} /tmp/other; rm /tmp/other`,
            altered: /^what runs under its name is another image$/,
        },
        {
            what: "one that was started by hand with other memory",
            harm: (label: string) =>
                `${again(label, "--mem=48 --net=service:br0@$mac")} $(cat $folder/image)`,
            altered:
                /^its configuration in albatross is not as it was written:\n[^]*\n---mem=32\n\+--mem=48\n/,
        },
        {
            what: "one that was started by hand on another bridge",
            harm: (label: string) =>
                `ip link add br9 type bridge; ${again(label, "--mem=32 --net=service:br9@$mac")} $(cat $folder/image)`,
            altered: /\n---net=service:br0@(.*)\n\+--net=service:br9@\1\n/,
        },
        {
            what: "ports that would lead nowhere after a boot of the host",
            harm: (label: string) => `systemctl disable --quiet unikernel-${label.replace(/-[^-]*$/, "")}`,
            altered: /^its published ports would not lead to it after a boot of the host$/,
        },
    ])("$what", async ({ harm, altered, state = "running" }) => {
        const made = await make("www", published("Hello"));
        await host().exec(
            `folder=${folderOf(made)}; mac=$(sed -n 's/^--net=.*@//p' $folder/unit); ${harm(labelOf(made))}`,
        );
        const found = await refreshed(host(), made);
        expect(found.outputs.state).toBe(state);
        if (altered) expect(found.outputs.altered).toMatch(altered);
        expect(host().drift(found)).not.toEqual({});
        await host().update(found);
        expect((await refreshed(host(), found)).outputs).toEqual({
            ...made.outputs,
            bootSeconds: expect.any(Number),
        });
        await host().exec("ip link delete br9 2>/dev/null || true");
    });
});

test("one that does not understand its arguments is told of, with its last words", async () => {
    const failing = { ...host().saying("x"), args: ["--nope"], name: "www-wrong" };
    const failure = String(await failureOf(host().create("www", failing)));
    expect(failure).toContain("it exited with status 64: it did not understand its arguments");
    expect(failure).toContain("hello: unknown option '--nope'.");
    const state = await host().import(`${host().ssh.host}/www-wrong`);
    if (state) await host().destroy({ ...state, inputs: { ...state.inputs, host: { ssh: host().ssh } } });
});

test("what albatross refuses is told of in its own words", async () => {
    const name = "www-refused";
    await host().exec("rmdir /run/albatross/util");
    await expect(host().create("www", { ...host().saying("x"), name })).rejects.toThrow(
        /albatross on \S+ does not answer: .*failed to connect to .*\. Start its daemons there: systemctl start albatross_daemon/,
    );
    await host().exec("mkdir /run/albatross/util");
});

test("after a boot of the host it comes up by itself, and its ports lead to it", async () => {
    const state = await make("www", published("Hello"));
    expect(await host().exec("stat --format='%a %U' /etc/systemd/system/unikernel-*")).toBe("600 root\n");
    await host().reboot();
    const found = await refreshed(host(), state);
    expect(found.outputs).toMatchObject({ state: "running" });
    expect(found.outputs.altered).toBeUndefined();
    await host().destroy(state);
    before = await host().inventory();
    expect(oursIn(before)).toEqual([]);
});
