import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { check } from "../../../../provider/host/lifecycle/check";
import { releasePorts } from "../../../../provider/host/check/ports";
import type { Settings } from "../../../../provider/settings";
import { callFor, settingsOf } from "../calls";

/** What Check says of one of the instances of a program. */
async function checked(
    program: Settings,
    name: string,
    ports: Record<string, number>,
    host?: InstanceInputs["host"],
): Promise<string[]> {
    const inputs: Partial<InstanceInputs> = { host, networks: { service: { user: { ports } } } };
    const request = { inputs, unknowns: new Set(["image"]), randomSeed: new Uint8Array(16) };
    const { failures = [] } = await check(callFor(name, { settings: program }), request);
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

test("a preview refuses the second of two instances with one port, and names the first", async () => {
    const program = settingsOf();
    expect(await checked(program, "www", { "8080": 80 })).toEqual([]);
    expect(await checked(program, "shop", { "8081": 80, "8080": 8000 })).toEqual([
        'networks.service.user.ports: the instance "www" publishes the port 127.0.0.1:8080 already; choose another',
    ]);
});

test.each([
    ["0.0.0.0:8080", "8080", 1],
    ["8080", "127.0.0.1:8080", 1],
    ["8080", "8080/udp", 0],
    ["127.0.0.1:8080", "127.0.0.2:8080", 0],
    ["8080", "8081", 0],
])("%s and %s: %i refusals", async (one, other, refusals) => {
    const program = settingsOf();
    await checked(program, "www", { [one]: 80 });
    expect(await checked(program, "shop", { [other]: 80 })).toHaveLength(refusals);
});

test("an instance is not in its own way when it is checked again, as for a replacement", async () => {
    const program = settingsOf();
    await checked(program, "www", { "8080": 80 });
    expect(await checked(program, "www", { "8080": 80 })).toEqual([]);
});

test("a port that an instance has given up may be another's", async () => {
    const program = settingsOf();
    await checked(program, "www", { "8080": 80 });
    await checked(program, "www", { "8081": 80 });
    expect(await checked(program, "shop", { "8080": 80 })).toEqual([]);
    releasePorts(callFor("www", { settings: program }));
    expect(await checked(program, "third", { "8081": 80 })).toEqual([]);
});

test("another run of a program is not in the way", async () => {
    await checked(settingsOf(), "www", { "8080": 80 });
    expect(await checked(settingsOf(), "shop", { "8080": 80 })).toEqual([]);
});

test("two hosts have a port 8080 each", async () => {
    const program = settingsOf();
    await checked(program, "www", { "8080": 80 });
    expect(await checked(program, "one", { "8080": 80 }, { ssh: { host: "kvm1" } })).toEqual([]);
    expect(await checked(program, "two", { "8080": 80 }, { ssh: { host: "kvm2" } })).toEqual([]);
    expect(await checked(program, "three", { "8080": 80 }, { ssh: { host: "kvm1" } })).toHaveLength(1);
});
