import { expect, test } from "@jest/globals";
import type { NetworkInputs } from "../../../../../provider/host/network";
import { diff } from "../../../../../provider/host/remote/network/lifecycle/diff";
import { knownOutputs } from "../../../../../provider/host/remote/network/lifecycle/preview";
import type { DiffResult } from "../../../../../provider/protocol/resource";

const outputs = { bridge: "br1", unit: "0011223344556677", cidr: "10.42.0.1/24", gateway: "10.42.0.1" };
const old: NetworkInputs = { bridge: "br1", cidr: "10.42.0.1/24", host: { ssh: { host: "kvm1" } } };

const urn = "urn:pulumi:dev::shop::unikernel:host:Network::one";

function change(
    from: NetworkInputs,
    more: Partial<NetworkInputs>,
    altered?: string,
): DiffResult<NetworkInputs> {
    const changed = new Set(Object.keys(more) as (keyof NetworkInputs)[]);
    const state = { id: "kvm1/br1", inputs: from, outputs: { ...outputs, altered } };
    const inputs = { ...from, ...more };
    const defaulted = new Set(inputs.bridge === chosen ? ["bridge"] : []);
    return diff({ state, inputs, unknowns: new Set(), defaulted, changed }, urn);
}

/** A name that Check has chosen. */
const chosen = "net-01234";

test("another way to the same host changes nothing there, another host makes another network", () => {
    expect(change(old, { host: { ssh: { host: "kvm1", user: "deploy" } } }).replace).toEqual([]);
    expect(change(old, { host: { ssh: { host: "kvm2" } } })).toMatchObject({
        ...{ replace: ["host"], deleteBeforeReplace: false },
    });
});

test.each<[string, NetworkInputs, Partial<NetworkInputs>, string | undefined]>([
    ["other addresses, under the same name", old, { cidr: "10.43.0.1/24" }, "the bridge br1"],
    [
        "other addresses, under a name that only looks chosen",
        { ...old, bridge: "net-deadb" },
        { cidr: "10.43.0.1/24" },
        "the bridge net-deadb",
    ],
    ["another name, with the same addresses", old, { bridge: "br2" }, "the address 10.42.0.1/24"],
    ["another name and other addresses", old, { bridge: "br2", cidr: "10.43.0.1/24" }, undefined],
    [
        "other addresses, under a name that is chosen anew",
        { ...old, bridge: chosen },
        { cidr: "10.43.0.1/24" },
        undefined,
    ],
    ["another bridge that is there", { adopt: true, bridge: "br1" }, { bridge: "br2" }, undefined],
])("%s", (_what, from, more, shared) => {
    expect(change(from, more)).toMatchObject({
        deleteBeforeReplace: shared !== undefined,
        notes:
            shared === undefined
                ? []
                : [`The old network is deleted before the new one is made, because both have ${shared}.`],
    });
});

test("to write a default down changes nothing, unless it is not known yet", () => {
    expect(change(old, { adopt: false, nat: true })).toMatchObject({
        ...{ unchanged: ["adopt", "nat"], replace: [], notes: [] },
    });
    const changed = new Set(["adopt"] as const);
    const state = { id: "kvm1/br1", inputs: old, outputs };
    expect(diff({ state, inputs: old, unknowns: new Set(["adopt"]), changed }, urn).unchanged).toEqual([]);
});

test("what is changed in place replaces nothing; where the program does so, the old one has to go first", () => {
    expect(change(old, { nat: false })).toMatchObject({ replace: [], deleteBeforeReplace: true, notes: [] });
});

test("what a refresh found is set right", () => {
    expect(change(old, {}, "the bridge br1 is gone").drift).toEqual({
        altered: "the bridge br1 is gone\nIt will be set right",
    });
});

test("a preview knows the addresses of a network that is to be made, and not those of one to be adopted", () => {
    const known = (inputs: NetworkInputs, ...names: string[]) =>
        knownOutputs({ inputs, unknowns: new Set(names) });
    expect(known({ ...old, cidr6: "fd42::1/64" })).toEqual({
        ...{ bridge: "br1", cidr: "10.42.0.1/24", gateway: "10.42.0.1", gateway6: "fd42::1" },
        altered: undefined,
    });
    expect(known({ bridge: "br0", adopt: true })).toEqual({ bridge: "br0" });
    expect(known({ bridge: "br1" }, "cidr")).toEqual({ bridge: "br1" });
});
