import { expect, test } from "@jest/globals";
import type { NetworkInputs } from "../../../../provider/host/network";
import { diff as networkDiff } from "../../../../provider/host/remote/network/lifecycle/diff";
import { diff as volumeDiff } from "../../../../provider/host/remote/volume/lifecycle/diff";
import type { VolumeInputs } from "../../../../provider/host/volume";

const earlier = "urn:of::an::earlier::name";
const found = { unit: "0011223344556677", owner: earlier };
const same = { unknowns: new Set<string>(), changed: new Set<never>() };

const network: NetworkInputs = { bridge: "br1", cidr: "10.42.0.1/24" };
const volume: VolumeInputs = { name: "data", size: 64 };
const path = "/data";

test.each([
    [
        "network",
        (urn: string) => {
            const state = { id: "", inputs: network, outputs: { ...found, bridge: "br1" } };
            return networkDiff({ ...same, state, inputs: network }, urn);
        },
    ],
    [
        "volume",
        (urn: string) => {
            const ref = { path, format: "raw", host: "kvm1" } as const;
            const state = { id: "", inputs: volume, outputs: { ...found, path, ref, bytes: 64 << 20 } };
            return volumeDiff({ ...same, state, inputs: volume }, urn);
        },
    ],
])("the marks of a renamed %s are renewed in place", (_what, diffFor) => {
    expect(diffFor("urn:of::its::name::now")).toMatchObject({
        replace: [],
        drift: {
            owner: `its marks on the host are of its earlier name, ${earlier}. They will be renewed while it is used`,
        },
    });
    expect(diffFor(earlier).drift).toEqual({});
});
