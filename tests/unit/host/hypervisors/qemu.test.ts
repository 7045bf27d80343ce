import { execFileSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import { qemu } from "../../../../provider/host/hypervisors/qemu";
import { imageFor } from "../images";
import { commandLineOf } from "../../../../provider/host/hypervisors/hypervisor";
import { runWith } from "./run";

const plain = imageFor("virtio");
const solo5 = imageFor("virtio", { abi: { target: "virtio", version: 1 } });

describe("the command line", () => {
    test("is a machine with nothing but what the unikernel asks for", () => {
        const run = runWith({
            tool: { path: "/usr/bin/qemu-system-x86_64", accelerator: "kvm" },
            image: plain,
            memoryMiB: 128,
            cpus: 2,
            networks: [
                {
                    name: "service",
                    kind: "user",
                    mac: "02:00:00:00:00:01",
                    forwards: [
                        { protocol: "tcp", hostAddress: "127.0.0.1", hostPort: 8080, guestPort: 80 },
                        { protocol: "udp", hostAddress: "0.0.0.0", hostPort: 5353, guestPort: 53 },
                    ],
                },
                { name: "admin", kind: "tap", mac: "02:00:00:00:00:02", tap: "tap1" },
            ],
            volumes: [
                {
                    name: "storage",
                    path: "/disks/a,b c.img",
                    format: "raw" as const,
                    readOnly: true,
                    sectorSize: 512,
                },
            ],
            args: ["--hello=Hi, there", "--ipv4=10.0.0.2/24"],
        });
        expect(commandLineOf(qemu, run)).toEqual([
            "/usr/bin/qemu-system-x86_64",
            ...["-machine", "pc", "-device", "isa-debug-exit,iobase=0xf4,iosize=4"],
            ...["-device", "isa-debug-exit,iobase=0x501,iosize=4"],
            ...["-accel", "kvm", "-cpu", "max"],
            ...["-nodefaults", "-no-user-config", "-no-reboot", "-display", "none", "-serial", "stdio"],
            ...["-m", "128", "-smp", "2"],
            "-netdev",
            "user,id=net0,hostfwd=tcp:127.0.0.1:8080-:80,hostfwd=udp:0.0.0.0:5353-:53",
            ...["-device", "virtio-net-pci,netdev=net0,mac=02:00:00:00:00:01,romfile="],
            ...["-netdev", "tap,id=net1,ifname=tap1,script=no,downscript=no"],
            ...["-device", "virtio-net-pci,netdev=net1,mac=02:00:00:00:00:02,romfile="],
            ...["-drive", "if=none,id=block0,format=raw,readonly=on,file=/disks/a,,b c.img"],
            ...["-device", "virtio-blk-pci,drive=block0,logical_block_size=512,physical_block_size=512"],
            ...["-kernel", "/store/sha256/abc"],
            ...["-append", '--hello="Hi, there" --ipv4=10.0.0.2/24'],
        ]);
    });

    test("has no -append for a unikernel without arguments", () => {
        expect(commandLineOf(qemu, runWith({ image: plain }))).not.toContain("-append");
    });

    test("leaves ACPI out for Solo5's virtio target, which is built for that", () => {
        expect(commandLineOf(qemu, runWith({ image: solo5 }))).toContain("pc,acpi=off");
    });

    test("is another machine's, without the port of a PC, for another processor", () => {
        const line = commandLineOf(qemu, runWith({ image: { ...plain, arch: "aarch64" } }));
        expect(line.slice(0, 3)).toEqual(["qemu-system-aarch64", "-machine", "virt"]);
        expect(line.join(" ")).not.toContain("isa-debug-exit");
    });
});

describe("the exit status", () => {
    test.each([
        [{ status: 0 }, 0, "it ended by itself"],
        [{ status: 1 }, 0, "it ended by itself"],
        [{ status: 1, verdict: 2 }, 1, "QEMU refused to run it"],
        [{ status: 3 }, 1, "it reported a failure"],
        [{ status: 5 }, 2, "an uncaught exception, or out of memory"],
        [{ status: 129 }, 64, "it did not understand its arguments"],
        [{ status: 255 }, 255, "it aborted"],
        [{ status: 0, verdict: 143 }, 143, "it was ended by SIGTERM"],
        [{ status: 83, verdict: 0 }, 0, "it ended by itself"],
        [{ status: 83, verdict: 64 }, 64, "it did not understand its arguments"],
        [{ status: 134 }, 134, "it was ended by SIGABRT"],
        [{ status: 137 }, 137, "it was ended by SIGKILL"],
        [{ status: 139 }, 139, "it was ended by SIGSEGV"],
    ])("%j is the unikernel's %i: %s", (exit, status, reason) => {
        expect(qemu.explain(exit)).toEqual({ status, reason });
    });

    test("of a Solo5 unikernel is in the console, as isa-debug-exit is always given the same", () => {
        const statuses = [solo5, plain].map((image) =>
            qemu.exitRules(image).verdicts.map(({ status }) => status),
        );
        expect(statuses).toEqual([
            [0, 1, 83],
            [0, 1],
        ]);
    });

    test.each([
        ["plain", 1, "qemu: invalid kernel header", "2"],
        ["plain", 1, "qemu-system-x86_64: -netdev user: Could not set up host forwarding rule", "2"],
        ["plain", 1, "qemu-system-x86_64: warning: host doesn't support requested feature\ngoodbye", ""],
        ["plain", 1, "goodbye", ""],
        ["plain", 0, "qemu-system-x86_64: terminating on signal 15 from pid 1 (sh)", "143"],
        ["plain", 0, "goodbye", ""],
        ["Solo5", 83, "Solo5: solo5_exit(64) called", "64"],
    ])(
        "of a %s unikernel is made out by the console: after %i, %j means %j",
        (kind, status, console, verdict) => {
            const programs = qemu
                .exitRules(kind === "Solo5" ? solo5 : plain)
                .verdicts.filter((each) => each.status === status);
            const printed = programs.map(({ sed }) =>
                execFileSync("sed", ["-n", sed], { input: `${console}\n`, encoding: "utf8" }),
            );
            expect(printed.join("").trim()).toBe(verdict);
        },
    );
});
