import { describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { base, plan, replacing } from "./plans";

describe("the new instance is started before the old one is stopped", () => {
    const alone: InstanceInputs = { image: base.image, name: base.name };

    test("by default, and there is nothing to note", () => {
        const planned = plan({ memory: 64 }, { old: alone });
        expect(planned).toMatchObject({ deleteBeforeReplace: false, notes: [] });
    });

    test("where the new one has a port of its own", () => {
        const networks = { service: { user: { ports: { "8081": 80 } } } };
        expect(plan({ networks })).toMatchObject({ deleteBeforeReplace: false, notes: [] });
    });

    test.each<[string, Partial<InstanceInputs>]>([
        ["the port 127.0.0.1:8080", { networks: base.networks }],
        ["the TAP device tap0", { networks: { service: { tap: "tap0" } } }],
        ["the name web-deadbee", { name: "web-deadbee" }],
        ["the volume a.img", { volumes: { storage: { path: "a.img" } } }],
        [
            "the port 127.0.0.1:8080 and the volume a.img",
            { networks: base.networks, volumes: { storage: { path: "a.img" } } },
        ],
    ])("but not where both need %s, which the preview says", (shared, exclusive) => {
        const planned = plan({ memory: 64 }, { old: { ...alone, ...exclusive } });
        expect(planned).toMatchObject({
            deleteBeforeReplace: true,
            notes: [`The old instance is stopped before the new one starts, because both need ${shared}.`],
        });
    });

    test("nor where the program replaces what is no replacement to us, and nothing is noted of what may not come", () => {
        expect(plan({ restart: "no" })).toMatchObject({ deleteBeforeReplace: true, notes: [] });
        expect(plan({ restart: "no" }, { old: alone })).toMatchObject({
            deleteBeforeReplace: false,
            notes: [],
        });
    });
});

describe("a replacement on a host", () => {
    const networks = {
        service: { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1", ports: { "8080": 80 } },
    };
    const old: InstanceInputs = { ...base, host: { ssh: { host: "kvm1" } }, networks };

    test("switches its ports over, which the preview says", () => {
        expect(plan({ memory: 64 }, { old })).toMatchObject({
            deleteBeforeReplace: false,
            notes: [
                "The new instance is started at an address of its own and probed; then the published ports lead to it at " +
                    "once, and the old one is removed when its connections have ended.",
            ],
        });
    });

    describe("that keeps its address", () => {
        const fixed = { service: { bridge: "br0", address: "10.42.0.2/24" } };
        const handing: InstanceInputs = { ...old, networks: fixed, replacement: "l2" };
        const stopsFirst =
            "The old instance is stopped before the new one starts, because both need the address 10.42.0.2 on br0.";

        test("hands it over where the program says so", () => {
            expect(plan({ memory: 64 }, { old: handing })).toMatchObject({
                deleteBeforeReplace: false,
                notes: [
                    "The new instance is started and probed apart from its bridge; then it takes the old one's place there, " +
                        "with its address, and connections that are open then end.",
                ],
            });
        });

        test("stops the old one first where the program does not, and where the two have differing MAC addresses", () => {
            const one = { ...handing, replacement: undefined };
            expect(plan({ memory: 64 }, { old: one })).toMatchObject({
                deleteBeforeReplace: true,
                notes: [stopsFirst],
            });
            const switched = plan({ replacement: "l2" }, { old: one });
            expect([replacing(switched), switched.notes]).toEqual([["replacement"], [stopsFirst]]);
        });
    });

    test("stops the old one first where the program says so", () => {
        expect(plan({ memory: 64, replacement: "stop-first" }, { old })).toMatchObject({
            deleteBeforeReplace: true,
            notes: ["The old instance is stopped before the new one starts, as `replacement` says."],
        });
    });
});
