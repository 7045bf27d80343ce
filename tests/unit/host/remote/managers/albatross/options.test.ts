import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../../../provider/host/inputs";
import { createOptions } from "../../../../../../provider/host/remote/managers/albatross/options";
import { stateIn } from "../../../../../../provider/host/remote/managers/albatross/state";
import { serviceFor } from "../../../../../../provider/host/remote/service";
import { imageFor, net } from "../../../images";
import { urnOf } from "../../../calls";

function optionsOf(inputs: Omit<InstanceInputs, "hypervisor" | "image">): string[] {
    const image = imageFor("hvt", { devices: net("service") });
    const identity = { urn: urnOf("www"), name: "www-0123456", unit: "0011223344556677" };
    const text = createOptions(
        serviceFor({ inputs: { image, ...inputs, hypervisor: "albatross" }, identity }),
    );
    return text.split("\n");
}

test("all that albatross is told, an option a line", () => {
    const lines = optionsOf({
        networks: { service: { bridge: "br0", address: "10.0.0.2/24", mac: "02:00:00:00:00:01" } },
        ...{ memory: 32, args: ["--hello=a b", "--x=$(id)"], restart: "no" },
    });
    expect(lines).toEqual([
        `# pulumi-unikernel 0011223344556677 ${urnOf("www")}`,
        "# Written by Pulumi: what albatross was told when it was started.",
        "--mem=32",
        "--net=service:br0@02:00:00:00:00:01",
        "--arg=--ipv4=10.0.0.2/24",
        '--arg=--hello="a b"',
        "--arg=--x=$(id)",
        "",
    ]);
});

test("a restart is for failures that need not come again, or for any end", () => {
    const codes = optionsOf({ restart: "on-failure" }).filter((line) => line.startsWith("--exit-code="));
    expect(codes).toEqual(expect.arrayContaining(["--exit-code=2", "--exit-code=255"]));
    expect(codes).not.toEqual(expect.arrayContaining(["--exit-code=0"]));
    expect(codes).not.toEqual(expect.arrayContaining(["--exit-code=64"]));
    expect(optionsOf({ restart: "always" }).filter((line) => /restart|exit/.test(line))).toEqual([
        "--restart-on-fail",
    ]);
});

test.each([
    [["activity running"], { activity: "running", restarts: 0, faults: [] }],
    [
        ["activity running", "digest other"],
        { activity: "running", restarts: 0, faults: ["what runs under its name is another image"] },
    ],
    [
        ["activity running", "boot missing"],
        {
            ...{ activity: "running", restarts: 0 },
            faults: ["its published ports would not lead to it after a boot of the host"],
        },
    ],
    [[], { activity: "ended", restarts: 0, exit: { status: 3, bySignal: false }, faults: [] }],
    [["refusal yes"], { activity: "ended", restarts: 0, exit: { status: 1, bySignal: false }, faults: [] }],
])("%j is seen as such", (lines, state) => {
    expect(stateIn(lines)).toEqual(state);
});
