import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { get } from "node:http";
import type { InstanceInputs } from "../provider/host/inputs";
import { instanceLifecycle as lifecycle } from "../provider/host/lifecycle/lifecycle";
import { hostOf } from "../provider/host/remote/hosts";
import type { Lab } from "../tests/lab/lab";
import { startNspawnLab } from "../tests/lab/nspawn";
import { webElf } from "../tests/unikernel/build";
import type { InstanceState } from "../tests/unit/host/lifecycle/states";
import { testStore, type TestStore } from "../tests/unit/host/store";
import { compare, median, timed, type Result } from "./result";
import { countSessions, type Sessions } from "./sessions";

/** A host with systemd and sshd in a container, and what instances there cost. */
export async function hosts(): Promise<Result[]> {
    const [lab, store, sessions] = await Promise.all([startNspawnLab(), testStore(), countSessions()]);
    try {
        const bench = { lab, store, sessions };
        await lab.exec(
            "ip link add br0 address 02:00:0a:2a:00:01 type bridge && ip addr add 10.42.0.1/24 dev br0 && ip link set br0 up",
        );
        return [...(await creations(bench)), await replacements(bench), await handovers(bench)];
    } finally {
        await Promise.all([lab.stop(), store.remove(), sessions.dispose()]);
    }
}

interface Bench {
    readonly lab: Lab;
    readonly store: TestStore;
    readonly sessions: Sessions;
}

async function create({ lab, store }: Bench, name: string, inputs: InstanceInputs): Promise<InstanceState> {
    const known = {
        host: { ssh: lab.ssh },
        name: `${name}-${randomBytes(4).toString("hex").slice(0, 7)}`,
        ...inputs,
    };
    return { inputs: known, ...(await lifecycle.create(store.call(name), { inputs: known })) };
}

const destroy = ({ store }: Bench, name: string, state: InstanceState): Promise<void> =>
    lifecycle.delete(store.call(name), { state });

async function web({ store }: Bench): Promise<InstanceInputs> {
    const image = await store.image(await readFile(await webElf()), {
        target: "virtio",
        devices: [{ name: "service", type: "net" }],
        abi: { target: "virtio", version: 1 },
    });
    const service = { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1", ports: { "8080": 80 } };
    return { image, memory: 32, networks: { service }, probe: { http: { path: "/" } } };
}

const rounds = 5;

/** Until the first answer, against someone who types the same steps into one ssh session. */
async function creations(bench: Bench): Promise<Result[]> {
    const inputs = await web(bench);
    const ours: number[] = [];
    const byHand: number[] = [];
    await destroy(bench, "first", await create(bench, "first", inputs));
    const before = await bench.sessions.count();
    let scripts = 0;
    for (let round = 0; round < rounds; round++) {
        byHand.push(await timed(() => typed(bench)));
        await bench.lab.exec("systemctl stop typed; ip link delete typed0");
        const start = await bench.sessions.count();
        let state: InstanceState | undefined;
        ours.push(await timed(async () => (state = await create(bench, "www", inputs))));
        scripts += (await bench.sessions.count()) - start;
        if (state) await destroy(bench, "www", state);
    }
    if (before === 0) throw new Error("the sessions are not counted");
    const reference = median(byHand);
    return [
        compare("create-remote", {
            ...{ ours: median(ours), reference, goal: 1.3, unit: "ms" },
            against: "the same steps in one ssh session",
        }),
        compare("ssh-sessions-per-create", {
            ...{ ours: scripts / rounds, reference: 2, goal: 1, unit: "" },
            against: "limit, besides the connection's own",
        }),
    ];
}

/** What a person would type who knows exactly what to do: no records, no hardening, no checks. */
async function typed({ lab, store }: Bench): Promise<void> {
    const { connection } = hostOf(store, lab.ssh);
    await connection.run(
        {
            body: `
                echo send; cat >/tmp/typed; ip tuntap add typed0 mode tap; ip link set typed0 master br0; ip link set typed0 up
                systemd-run --quiet --unit=typed qemu-system-x86_64 -machine pc -accel tcg -cpu max -nodefaults -no-user-config \\
                    -display none -serial stdio -m 32 -netdev tap,id=n,ifname=typed0,script=no,downscript=no \\
                    -device virtio-net-pci,netdev=n,romfile= -kernel /tmp/typed -append "--ipv4=10.42.0.250/24"
                until curl --silent --max-time 1 --output /tmp/page http://10.42.0.250/; do sleep 0.1; done
            `,
        },
        { signal: new AbortController().signal, upload: { path: await webElf() } },
    );
}

const replacementCount = 20;

async function replacements(bench: Bench): Promise<Result> {
    const inputs = await web(bench);
    let state = await create(bench, "www", inputs);
    const load = constantLoad(`http://${bench.lab.ssh.host}:8080/`);
    for (let round = 0; round < replacementCount; round++) {
        const next = await create(bench, "www", { ...inputs, args: [`--hello=${round}`] });
        await destroy(bench, "www", state);
        state = next;
    }
    const { failed, perSecond } = await load.end();
    await destroy(bench, "www", state);
    const against = `${replacementCount} replacements at ${Math.round(perSecond)} new connections/s`;
    return {
        name: "replace-failed-requests",
        ours: failed,
        reference: 0,
        ratio: failed,
        goal: 0,
        unit: "",
        against,
    };
}

const pingCount = 600;

/** The most that any of several handovers of an address lost, each while its host pings it a hundred times a second. */
async function handovers(bench: Bench): Promise<Result> {
    const { networks, ...inputs } = await web(bench);
    const service = { ...networks?.service, address: "10.42.0.7/24", ports: undefined };
    const generation = (number: number): InstanceInputs => ({
        ...{ ...inputs, networks: { service }, replacement: "l2" },
        args: [`--hello=${number}`],
    });
    let state = await create(bench, "l2", generation(0));
    const lost: number[] = [];
    for (let round = 1; round <= rounds; round++) {
        const pinged = pings(bench);
        const next = await create(bench, "l2", generation(round));
        await destroy(bench, "l2", state);
        lost.push(await pinged);
        state = next;
    }
    await destroy(bench, "l2", state);
    return compare("l2-lost-pings", {
        ...{ ours: Math.max(...lost), reference: 1, goal: 1, unit: "" },
        against: `limit, of ${pingCount} at 100/s, in each of ${rounds} handovers`,
    });
}

async function pings({ lab }: Bench): Promise<number> {
    const said = await lab.exec(`ping -n -q -i 0.01 -W 5 -c ${pingCount} 10.42.0.7 || true`);
    const [, received] = /(\d+) received/.exec(said) ?? [];
    if (received === undefined) throw new Error(`ping: ${said}`);
    return pingCount - Number(received);
}

interface Load {
    end(): Promise<{ readonly failed: number; readonly perSecond: number }>;
}

function constantLoad(url: string): Load {
    const from = performance.now();
    let [over, answered, failed] = [false, 0, 0];
    const client = async (): Promise<void> => {
        while (!over) {
            await request(url).then(
                () => (answered += 1),
                () => (failed += 1),
            );
        }
    };
    const clients = [client(), client()];
    return {
        async end() {
            over = true;
            await Promise.all(clients);
            return { failed, perSecond: (1000 * answered) / (performance.now() - from) };
        },
    };
}

function request(url: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const asked = get(url, { agent: false, timeout: 5_000 }, (answer) => {
            answer.resume().on("end", resolve).on("error", reject);
        });
        asked.on("timeout", () => asked.destroy(new Error("no answer"))).on("error", reject);
    });
}
