import { describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { block, imageFor } from "../images";
import { failuresOf } from "./failures";

describe("libvirt", () => {
    const inputs = {
        image: imageFor("virtio"),
        hypervisor: "libvirt",
        host: { ssh: { host: "kvm1" } },
    } as const;

    test("is for hosts over SSH, and for whom asks for it", async () => {
        expect(await failuresOf(inputs)).toEqual([]);
        expect(await failuresOf({ ...inputs, host: undefined })).toEqual([
            "host: libvirt runs on a host over SSH only: give `host: { ssh: … }`, be it for this machine",
        ]);
    });

    test.each([
        [
            { restartLimit: 2 },
            'restartLimit: libvirt starts a domain again as often as it ends: leave `restartLimit` out, or set `restart` to "no"',
        ],
        [
            { replacement: "l2", networks: { a: { bridge: "br0", address: "10.0.0.2/24" } } },
            "replacement: libvirt puts a domain on its bridge as soon as it starts: leave it out, or give `stop-first`",
        ],
        [
            { networks: { a: { tap: "tap0" } } },
            "networks.a.tap: libvirt has no tap network; attach it to a bridge",
        ],
        [
            { networks: { a: { user: {} } } },
            "networks.a.user: libvirt has no user network; attach it to a bridge",
        ],
        [
            { volumes: { a: { path: "/a\uFFFE" } } },
            "volumes.a.path: libvirt does not take a path with control characters",
        ],
        [{ args: ["--a", "b\r"] }, "args[1]: libvirt cannot pass it on: it has a character that XML has not"],
        [{ env: { A: "b" } }, "env: libvirt has no environment to give a unikernel; use `args`"],
    ] as [Partial<InstanceInputs>, string][])("refuses %j", async (more, message) => {
        expect(await failuresOf({ ...inputs, ...more })).toEqual([message]);
    });

    test("passes on what XML can hold", async () => {
        expect(
            await failuresOf({ ...inputs, args: ["--a=<é🦀>\t&\n"], volumes: { a: { path: "/a b" } } }),
        ).toEqual([]);
    });
});

describe("albatross", () => {
    const inputs = {
        image: imageFor("hvt"),
        hypervisor: "albatross",
        host: { ssh: { host: "kvm1" } },
    } as const;

    test("is for hosts over SSH, and for whom asks for it", async () => {
        expect(await failuresOf(inputs)).toEqual([]);
        expect(await failuresOf({ ...inputs, host: undefined })).toEqual([
            "host: albatross runs on a host over SSH only: give `host: { ssh: … }`, be it for this machine",
        ]);
    });

    test.each([
        [
            { restartLimit: 2 },
            'restartLimit: albatross starts a unikernel again as often as it ends: leave `restartLimit` out, or set `restart` to "no"',
        ],
        [
            { volumes: { a: { path: "/a" } }, image: imageFor("hvt", { devices: block("a") }) },
            "volumes.a: albatross attaches block devices of its own alone: leave `hypervisor` out",
        ],
        [{ args: ["a\nb"] }, "args[0]: albatross takes no argument with a line break"],
        [{ cpus: 2 }, "cpus: albatross gives a unikernel one processor only"],
    ] as [Partial<InstanceInputs>, string][])("refuses %j", async (more, message) => {
        expect(await failuresOf({ ...inputs, ...more })).toEqual([message]);
    });
});
