import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import { abiSection, manifestSection } from "../unit/artifact/solo5-notes";
import { syntheticElf } from "../unit/artifact/elf/synthetic";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { failureOf } from "../unit/host/lifecycle/world";
import { folderOf } from "./records";
import { labWorld } from "./world";

const host = labWorld({ tenders: true });
const files = ["albatross-client", "albatross-client.mjs", "albatross-keeper.mjs", "albatross-state.mjs"];
let image: Artifact;
let before: string;

/** With somebody else's unikernel beside ours, all the while. */
beforeAll(async () => {
    for (const name of files) {
        const text = await readFile(join(process.cwd(), "tests/doubles/albatross", name), "base64");
        await host().exec(
            `echo ${text} | base64 -d >/usr/local/bin/${name}; chmod 755 /usr/local/bin/${name}`,
        );
    }
    const devices = [{ name: "service", type: "net" }] as const;
    const elf = syntheticElf({ sections: [manifestSection(devices), abiSection(1, 2)] });
    image = await host().kernel(elf, {
        target: "hvt",
        devices: [...devices],
        abi: { target: "hvt", version: 2 },
    });
    await host()
        .exec(`mkdir -p /run/albatross/util; echo ${elf.toString("base64")} | base64 -d >/root/foreign.hvt
        albatross-client create --net=service:br0 foreign /root/foreign.hvt`);
    before = await host().inventory();
});

let created: InstanceState[] = [];
afterEach(async () => {
    for (const state of created) await host().destroy(state);
    created = [];
    await host().exec("rm -f /run/albatross/double/www*.console");
    expect(await host().inventory()).toBe(before);
});

const inputs = (hello: string): InstanceInputs => ({
    ...{ image, hypervisor: "albatross", memory: 32, args: [`--hello=${hello}`] },
    networks: { service: { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" } },
    probe: { console: `application. ${hello}$`, interval: 0.2, deadline: 20 },
});

async function create(hello: string): Promise<InstanceState> {
    const state = await host().create("www", inputs(hello));
    created.push(state);
    return state;
}

async function refreshed(state: InstanceState): Promise<InstanceState> {
    const found = await host().refresh(state);
    if (found === undefined) throw new Error(`${state.id} is gone`);
    return found;
}

const labelOf = ({ inputs: { name = "" }, outputs: { unit } }: InstanceState): string => `${name}-${unit}`;

test("a unikernel is made, says what it should, is seen as it was made, changed while it runs, and removed", async () => {
    const state = await create("Hello there");
    expect(state.outputs).toMatchObject({ state: "running", bootSeconds: expect.any(Number), taps: {} });
    expect(state.outputs.hypervisorVersion).toContain("2.5.0");
    expect(await refreshed(state)).toEqual(state);
    expect(host().drift(state)).toEqual({});
    const told = await host().exec(`albatross-client info --name=${labelOf(state)}`);
    expect(told.replaceAll("\n", " ")).toContain("bridge service -> br0 (mac 02:");
    const updated = await host().update(state, { restart: "always" });
    expect(await host().exec(`albatross-client info --name=${labelOf(state)}`)).toBe(told);
    expect(await refreshed(updated)).toEqual(updated);
});

test("a replacement is started beside the old one", async () => {
    const old = await create("old");
    const next = await create("new");
    expect(await host().exec("albatross-client info | grep -c digest")).toBe("3\n");
    await host().destroy(old);
    expect(await refreshed(next)).toEqual(next);
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
    ])("$what", async ({ harm, altered, state = "running" }) => {
        const made = await create("Hello");
        await host().exec(
            `folder=${folderOf(made)}; mac=$(sed -n 's/^--net=.*@//p' $folder/unit); ${harm(labelOf(made))}`,
        );
        const found = await refreshed(made);
        expect(found.outputs.state).toBe(state);
        if (altered) expect(found.outputs.altered).toMatch(altered);
        expect(host().drift(found)).not.toEqual({});
        await host().update(found);
        expect((await refreshed(found)).outputs).toEqual({
            ...made.outputs,
            bootSeconds: expect.any(Number),
        });
        await host().exec("ip link delete br9 2>/dev/null || true");
    });
});

test("one that does not understand its arguments is told of, with its last words", async () => {
    const failing = { ...inputs("x"), args: ["--nope"], name: "www-wrong" };
    const failure = String(await failureOf(host().create("www", failing)));
    expect(failure).toContain("it exited with status 64: it did not understand its arguments");
    expect(failure).toContain("hello: unknown option '--nope'.");
    const state = await host().import(`${host().ssh.host}/www-wrong`);
    if (state) created.push({ ...state, inputs: { ...state.inputs, host: { ssh: host().ssh } } });
});

test("what albatross refuses is told of in its own words", async () => {
    const name = "www-refused";
    await host().exec("rmdir /run/albatross/util");
    await expect(host().create("www", { ...inputs("x"), name })).rejects.toThrow(
        /albatross on \S+ does not answer: .*failed to connect to .*\. Start its daemons there: systemctl start albatross_daemon/,
    );
    await host().exec("mkdir /run/albatross/util");
});
