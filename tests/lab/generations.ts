import { setTimeout as sleep } from "node:timers/promises";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { loadOn, type LoadOptions, type Tally } from "./requests";

/** What each generation says of itself is in its answers, and in no other's. */
export const generation = (image: Artifact, hello: string): InstanceInputs => ({
    ...{ image, memory: 32, args: [`--hello=${hello}`], probe: { http: { body: hello } } },
    networks: {
        service: {
            ...{ bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" },
            ports: { "8080": 80 },
        },
    },
});

/** The same where a host is emulated, which takes its time. */
export const patient = (inputs: InstanceInputs): InstanceInputs => ({
    ...inputs,
    probe: { ...inputs.probe, timeout: 20, deadline: 180 },
});

export const urlOf = ({ ssh }: Pick<Service, "ssh">): string => `http://${ssh.host}:8080/`;

export const answerOf = async (host: Pick<Service, "ssh">): Promise<string> =>
    (await fetch(urlOf(host), { headers: { connection: "close" } })).text();

/** What runs a unikernel is there before that answers. */
export async function answersAgain(host: Pick<Service, "ssh">, expected: string): Promise<void> {
    const end = Date.now() + 180_000;
    for (;;) {
        const text = await answerOf(host).catch((error: unknown) => String(error));
        if (text.includes(expected)) return;
        if (Date.now() > end) throw new Error(`it does not answer: ${text}`);
        await sleep(500);
    }
}

/** What replaces on a host. */
interface Service {
    readonly ssh: { readonly host: string };
    create(name: string, inputs: InstanceInputs): Promise<InstanceState>;
    destroy(state: InstanceState): Promise<void>;
}

/** So many replacements of a first one, while requests come all the time. What is left is the last. */
export async function replacedUnderLoad(
    host: Service,
    inputsOf: (number: number) => InstanceInputs,
    count: number,
    load?: LoadOptions,
): Promise<{ readonly last: InstanceState; readonly tally: Tally }> {
    let last = await host.create("www", inputsOf(0));
    const sending = loadOn(urlOf(host), load);
    for (let number = 1; number <= count; number += 1) {
        const next = await host.create("www", inputsOf(number));
        await host.destroy(last);
        last = next;
    }
    return { last, tally: await sending.stop() };
}
