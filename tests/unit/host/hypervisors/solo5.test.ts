import { expect, test } from "@jest/globals";
import { hvt, spt } from "../../../../provider/host/hypervisors/solo5";
import { imageFor } from "../images";
import { commandLineOf } from "../../../../provider/host/hypervisors/hypervisor";
import { runWith } from "./run";

test("a tender gets its options before the kernel, and the unikernel its arguments after it", () => {
    const run = runWith({
        tool: { path: "/opt/bin/solo5-spt" },
        memoryMiB: 32,
        networks: [
            { name: "service", kind: "tap", mac: "02:00:00:00:00:01", tap: "tap0" },
            { name: "admin", kind: "tap", mac: "02:00:00:00:00:02", tap: "tap1", bridge: "br0" },
        ],
        volumes: [
            {
                name: "storage",
                path: "/disks/a b.img",
                format: "raw" as const,
                readOnly: false,
                sectorSize: 4096,
            },
        ],
        args: ["--hello=Hi there", "--logs=*:debug"],
    });
    expect(commandLineOf(spt, run)).toEqual([
        "/opt/bin/solo5-spt",
        "--mem=32",
        "--net:service=tap0",
        "--net-mac:service=02:00:00:00:00:01",
        "--net:admin=tap1",
        "--net-mac:admin=02:00:00:00:00:02",
        "--block:storage=/disks/a b.img",
        "--block-sector-size:storage=4096",
        "--",
        "/store/sha256/abc",
        '--hello="Hi there"',
        "--logs=*:debug",
    ]);
});

test("each tender is its own program", () => {
    const programs = [spt, hvt].map((tender) => tender.tool?.("x86_64").executable);
    expect(programs).toEqual(["solo5-spt", "solo5-hvt"]);
});

test.each([
    [0, "it ended by itself"],
    [1, "the tender refused to run it, or a Solo5 internal error"],
    [2, "an uncaught exception, or out of memory"],
    [7, "it reported a failure"],
    [63, "it showed its help"],
    [64, "it did not understand its arguments"],
    [125, "an unexpected error while it read its arguments"],
    [137, "it was ended by SIGKILL"],
    [139, "it touched memory it may not touch (SIGSEGV)"],
    [143, "it was ended by SIGTERM"],
    [159, "it made a system call it may not make (SIGSYS)"],
    [255, "it aborted: an uncaught exception at its start, or too little memory"],
])("a tender that ends with %i is explained", (status, reason) => {
    expect(spt.explain({ status })).toEqual({ status, reason });
});

test("a tender's refusal and wrong arguments are not tried again", () => {
    expect(hvt.exitRules(imageFor("hvt")).permanent).toEqual([1, 60, 61, 62, 63, 64]);
});
