import { expect, test } from "@jest/globals";
import { knownOutputs } from "../../../../provider/host/lifecycle/preview";
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
