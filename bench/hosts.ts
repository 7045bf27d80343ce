import { readFile } from "node:fs/promises";
import type { InstanceInputs } from "../provider/host/inputs";
import { hostOf } from "../provider/host/remote/hosts";
import { imagePath } from "../provider/host/remote/place";
import { startNspawnLab } from "../tests/lab/nspawn";
import { webElf } from "../tests/unikernel/build";
import type { InstanceState } from "../tests/unit/host/lifecycle/states";
import { testStore } from "../tests/unit/host/store";
import { bridge, create, destroy, type LabHost } from "./lab-host";
import { replaceFailedRequests } from "./replacements";
import { compare, median, timed, type Result } from "./result";
import { countSessions, type Sessions } from "./sessions";

/** A host with systemd and sshd in a container, and what instances there cost. */
export async function hosts(): Promise<Result[]> {
    const [lab, store, sessions] = await Promise.all([startNspawnLab(), testStore(), countSessions()]);
    try {
        const bench = { lab, store, sessions };
        await lab.exec(bridge);
        return [...(await creations(bench)), await replacements(bench), await handovers(bench)];
    } finally {
        await Promise.all([lab.stop(), store.remove(), sessions.dispose()]);
    }
}

interface Bench extends LabHost {
    readonly sessions: Sessions;
}

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
/** Each takes a third of a second, and one is not like the other. */
const creationRounds = 15;

/** Until the first answer, against someone who types the same steps into one ssh session. */
async function creations(bench: Bench): Promise<Result[]> {
    const inputs = await web(bench);
    const elf = await webElf();
    const ours: number[] = [];
    const byHand: number[] = [];
    const first = await create(bench, "first", inputs);
    const unit = await typedUnit(bench, first);
    await destroy(bench, "first", first);
    const before = await bench.sessions.count();
    let scripts = 0;
    for (let round = 0; round < creationRounds; round++) {
        byHand.push(await timed(() => typed(bench, { unit, elf })));
        await bench.lab.exec(
            "systemctl disable --quiet --now typed; rm /etc/systemd/system/typed.service /var/lib/typed; systemctl daemon-reload; nft delete table ip typed",
        );
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
            against: "the same steps in one ssh session: a unit, enabled, a port",
        }),
        compare("ssh-sessions-per-create", {
            ...{ ours: scripts / creationRounds, reference: 2, goal: 1, unit: "" },
            against: "limit, besides the connection's own",
        }),
    ];
}

/** The unit of an instance, as somebody would write it who knows exactly what belongs there. */
async function typedUnit({ lab }: Bench, { inputs, outputs }: InstanceState): Promise<string> {
    const names = {
        [imagePath(inputs.image.digest)]: "/var/lib/typed",
        [outputs.taps.service ?? ""]: "typed0",
        [outputs.addresses.find((address) => address.startsWith("10.42.")) ?? ""]: "10.42.0.250",
    };
    const text = await lab.exec(`cat /etc/systemd/system/unikernel-${inputs.name}.service`);
    return Object.entries(names).reduce((unit, [ours, theirs]) => {
        if (ours === "" || !unit.includes(ours)) throw new Error(`the unit has no ${theirs}`);
        return unit.replaceAll(ours, theirs);
    }, text);
}

/** What a person would type to have the same: a service with its unit, at boot as well, and a published port; no records, no checks. */
async function typed({ lab, store }: Bench, { unit, elf }: { unit: string; elf: string }): Promise<void> {
    const { connection } = hostOf(store, lab.ssh);
    await connection.run(
        {
            body: `
                echo send; cat >/var/lib/typed; chmod 755 /var/lib/typed
                printf %s "$unit" >/etc/systemd/system/typed.service
                systemctl enable --quiet --now typed
                until curl --silent --max-time 1 --output /tmp/page http://10.42.0.250/; do sleep 0.1; done
                nft 'add table ip typed; add chain ip typed prerouting { type nat hook prerouting priority dstnat; };
                    add rule ip typed prerouting fib daddr type local tcp dport 8080 dnat to 10.42.0.250:80'
            `,
            values: { unit },
        },
        { signal: new AbortController().signal, upload: { path: elf } },
    );
}

/** Each of the load's requests has a connection of its own. */
async function replacements(bench: Bench): Promise<Result> {
    const inputs = await web(bench);
    return replaceFailedRequests("replace-failed-requests", bench, {
        inputsOf: (number) => ({ ...inputs, args: [`--hello=${number}`] }),
        load: { clients: 8 },
    });
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
