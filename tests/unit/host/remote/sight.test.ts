import { describe, expect, test } from "@jest/globals";
import { conditionOf, sightsIn } from "../../../../provider/host/remote/sight";

const healthy = [
    "LoadState=loaded",
    "ActiveState=active",
    "SubState=running",
    "NRestarts=0",
    "UnitFileState=enabled",
];

function block(name: string, properties: readonly string[], more: readonly string[] = []): string {
    return [
        `instance ${name}`,
        "manager systemd",
        "owner # pulumi-unikernel 0011 urn:pulumi:dev::shop::unikernel:host:Instance::www",
        'inputs {"memory":32}',
        'report {"accelerator":"tcg"}',
        "version QEMU 7.2",
        ...properties.map((property) => `show ${property}`),
        ...more,
        `end ${name}`,
        "",
    ].join("\n");
}

test("a look at a host shows each of its instances", () => {
    const sights = sightsIn(block("www-1", healthy, ["passed 12.50 12250000"]) + block("dns-2", healthy));
    expect(
        sights.map(({ name, version, altered, bootSeconds }) => [name, version, altered, bootSeconds]),
    ).toEqual([
        ["www-1", "QEMU 7.2", [], 0.25],
        ["dns-2", "QEMU 7.2", [], undefined],
    ]);
});

describe("what is not as it was made:", () => {
    test.each([
        ["its image", healthy, ["image damaged"], "its image is not there or has other bytes"],
        ["its ports", healthy, ["port astray"], "its published ports do not lead to it"],
        ["its TAP device", healthy, ["tap the TAP device uk0 is gone"], "the TAP device uk0 is gone"],
        [
            "its unit file, with the difference",
            healthy,
            ["unit @@ -1 +1 @@", "unit -Restart=on-failure", "unit +Restart=no"],
            "its unit file is not as it was written:\n@@ -1 +1 @@\n-Restart=on-failure\n+Restart=no",
        ],
        ["a service that is gone", ["LoadState=not-found"], [], "systemd does not know its service"],
        [
            "a service that is disabled",
            [...healthy.slice(0, 4), "UnitFileState=disabled"],
            [],
            "it would not be started when the host boots",
        ],
    ])("%s", (_, properties, more, words) => {
        expect(sightsIn(block("www", properties, more))[0]?.altered).toEqual([words]);
    });
});

test("a restart that systemd has refused is not counted", () => {
    const given = ["ActiveState=failed", "ExecMainCode=1", "ExecMainStatus=1", "StartLimitBurst=3"];
    const restartsOf = (...more: readonly string[]): number | undefined =>
        sightsIn(block("www", [...given, ...more]))[0]?.service.restarts;
    const times = (end: number): string[] => [
        `ExecMainExitTimestampMonotonic=${end}`,
        "InactiveEnterTimestampMonotonic=7500000",
    ];
    expect(restartsOf("NRestarts=3", ...times(6_400_000))).toBe(2);
    expect(restartsOf("NRestarts=3", ...times(7_499_000))).toBe(3);
    expect(restartsOf("NRestarts=2", ...times(6_400_000))).toBe(2);
});

describe("what has become of it:", () => {
    test.each([
        ["active", 0, 0, { state: "running" }],
        ["activating", 1, 2, { state: "restarting", exit: { status: 2, restarts: 3 } }],
        ["failed", 1, 64, { state: "exited", exit: { status: 64, restarts: 3 } }],
        ["failed", 2, 9, { state: "exited", exit: { status: 137, verdict: 137, restarts: 3 } }],
        ["inactive", 1, 0, { state: "exited", exit: { status: 0, restarts: 3 } }],
        ["inactive", 0, 0, { state: "gone" }],
    ])("%s, ended by %i with %i", (active, code, status, condition) => {
        const properties = [
            `ActiveState=${active}`,
            "NRestarts=3",
            `ExecMainCode=${code}`,
            `ExecMainStatus=${status}`,
        ];
        const [sight] = sightsIn(block("www", properties));
        expect(sight && conditionOf(sight.service)).toEqual(condition);
    });
});
