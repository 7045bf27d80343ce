import { describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import type { InstanceOutputs } from "../../../../provider/host/outputs";
import { base, paths, plan, ready, replacing, urn } from "./plans";

describe("after a refresh, the next preview shows the repair of an instance that", () => {
    test.each<[string, Partial<InstanceOutputs>, string]>([
        ["is gone", { state: "gone" }, "state: it no longer runs. It will be started again"],
        [
            "failed",
            { state: "exited", exitStatus: 2, exitReason: "an uncaught exception, or out of memory" },
            "state: it exited with status 2: an uncaught exception, or out of memory. It will be started again",
        ],
        [
            "is not ready",
            { state: "running", bootSeconds: undefined },
            "bootSeconds: its probe has not passed yet",
        ],
    ])("%s", (_, outputs, note) => {
        const planned = plan({}, { outputs: { ...ready, ...outputs } });
        expect(planned.notes).toEqual([note]);
        expect(planned.changes).toMatchObject([{ kind: "update", replaces: false, isInput: false }]);
    });
});

test("what was altered on the host is shown, and set right by an update", () => {
    const altered = "its unit file is not as it was written:\n-Restart=on-failure\n+Restart=no";
    const planned = plan({}, { outputs: { ...ready, altered } });
    expect(planned.notes).toEqual([`altered: ${altered}\nIt will be set right, and started again`]);
    expect(replacing(planned)).toEqual([]);
});

test("ports that lead elsewhere are led back, and nothing is started again for that", () => {
    const altered = "its published ports do not lead to it";
    expect(plan({}, { outputs: { ...ready, altered } }).notes).toEqual([
        `altered: ${altered}\nIt will be set right`,
    ]);
});

describe("an instance whose resource was renamed", () => {
    const owner = "urn:pulumi:live::shop::unikernel:host:Instance::web";
    const old: InstanceInputs = {
        ...{ ...base, host: { ssh: { host: "kvm1" } } },
        networks: { service: { bridge: "br0", address: "10.42.0.0/24", ports: { "8080": 80 } } },
    };

    test("is marked anew while it runs", () => {
        const planned = plan({}, { old, outputs: { ...ready, owner } });
        expect(planned.notes).toEqual([
            `owner: its marks on the host are of its earlier name, ${owner}. They will be renewed while it is used`,
        ]);
        expect([paths(planned), replacing(planned)]).toEqual([["owner"], []]);
    });

    test("is stopped first when it is replaced as well, since the new one cannot take over from another's", () => {
        const planned = plan({ memory: 64 }, { old, outputs: { ...ready, owner } });
        expect(planned.deleteBeforeReplace).toBe(true);
        expect(planned.notes[0]).toBe(
            "The old instance is stopped before the new one starts, because its marks on the host are of its earlier name. " +
                "Rename it with one `pulumi up` and change it with the next, and nothing is stopped.",
        );
    });

    test("or was not, has no difference, nor does one of before marks were kept", () => {
        expect(plan({}, { old, outputs: { ...ready, owner: urn } }).changes).toEqual([]);
        expect(plan({}, { old }).changes).toEqual([]);
    });
});
