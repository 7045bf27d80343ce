import { expect, test } from "@jest/globals";
import { knownOutputs, preview } from "../../../../provider/host/lifecycle/preview";
import { callFor } from "../calls";
import { imageFor } from "../images";
import { stateOf } from "./states";

const image = imageFor("virtio");
const networks = { service: { user: { ports: { "8080": 80 } } } };
const probe = { http: {} };
const none = new Set<string>();
const previous = stateOf({ image, networks, probe }, { addresses: ["127.0.0.1:8080"], bootSeconds: 0.1 });
const { addresses, taps, consolePath, unit } = previous.outputs;
const lasting = { addresses, taps, consolePath, unit };

test("the addresses of a new instance are known before it is there", () => {
    expect(knownOutputs({ inputs: { image, networks }, unknowns: none })).toEqual({ addresses });
    expect(knownOutputs({ inputs: { image }, unknowns: new Set(["networks"]) })).toEqual({});
});

test.each([{ address: "10.42.0.0/24" }, { address6: "fd42::/64" }])(
    "an address that is left to us (%j) is not known before the instance is there",
    (left) => {
        const inputs = { image, networks: { service: { bridge: "br0", ...left } } };
        expect(knownOutputs({ inputs, unknowns: none })).toEqual({});
    },
);

test("of one that runs all is known", () => {
    const known = knownOutputs({ inputs: previous.inputs, unknowns: none, previous });
    expect(known).toEqual({ ...lasting, state: "running", bootSeconds: 0.1 });
});

test("of one that will be started again only what lasts is known", () => {
    const gone = stateOf(previous.inputs, { ...previous.outputs, state: "gone" });
    expect(knownOutputs({ inputs: gone.inputs, unknowns: none, previous: gone })).toEqual(lasting);
});

test("how another probe will go is not known", () => {
    const inputs = { ...previous.inputs, probe: { console: "ready" } };
    expect(knownOutputs({ inputs, unknowns: none, previous })).toEqual(lasting);
    const unknowns = new Set(["probe"]);
    expect(knownOutputs({ inputs: { image, networks }, unknowns, previous })).toEqual(lasting);
});

test("a unikernel on several networks has to be told its addresses by the program, which a preview says", async () => {
    const said: string[] = [];
    const call = callFor("www", { onNote: (note) => said.push(note) });
    const inputs = {
        ...{ image, args: ["--ipv4-front=10.0.0.2/24"] },
        networks: {
            front: { bridge: "br0", address: "10.0.0.2/24" },
            back: { bridge: "br1", address6: "fd42::2/64" },
        },
    };
    await preview(call, { inputs, unknowns: none });
    await preview(call, { inputs, unknowns: new Set(["args"]) });
    expect(said).toEqual([
        "With several networks the unikernel is not told its addresses (fd42::2/64): what their arguments are called depends on " +
            "the program. Give them in `args`.",
    ]);
});
