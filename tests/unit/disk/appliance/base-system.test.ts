import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { baseSystem } from "../../../../provider/disk/appliance/base-system";
import { syntheticElf } from "../../artifact/elf/synthetic";

const moduleOf = (name: string, ...depends: string[]): Buffer =>
    syntheticElf({
        sections: [
            {
                name: ".modinfo",
                type: 1,
                contents: Buffer.from(`name=${name}\0depends=${depends.join(",")}\0`),
            },
        ],
    });

/** A frame of zstd that holds bytes as they are. */
function zstdOf(bytes: Buffer): Buffer {
    const header = Buffer.from("28b52ffda0000000000000000000", "hex").subarray(0, 12);
    header.writeUInt32LE(bytes.length, 5);
    header.writeUIntLE((bytes.length << 3) | 1, 9, 3);
    return Buffer.concat([header, bytes]);
}

const xzOf = (bytes: Buffer): Buffer => execFileSync("xz", ["-c"], { input: bytes });

test("an appliance has plain modules, whatever way the kernel's package compresses them in", async () => {
    const kernel = "lib/modules/6.12.0/kernel/drivers";
    const files = new Map([
        ["bin/busybox", syntheticElf()],
        ["sbin/tc", syntheticElf()],
        [`${kernel}/net/ena.ko`, moduleOf("ena")],
        [`${kernel}/net/gve.ko.gz`, gzipSync(moduleOf("gve"))],
        [`${kernel}/net/virtio_net.ko.xz`, xzOf(moduleOf("virtio_net", "failover"))],
        [`${kernel}/net/failover.ko.zst`, zstdOf(moduleOf("failover"))],
        [`${kernel}/net/tun.ko.zst`, zstdOf(moduleOf("tun"))],
        [`${kernel}/net/unwanted.ko.lz4`, Buffer.from("never read")],
        ...["sch_ingress", "cls_matchall", "act_mirred"].map(
            (name) => [`${kernel}/sched/${name}.ko.xz`, xzOf(moduleOf(name))] as const,
        ),
    ]);
    const archive = await baseSystem({ files, links: new Map() });
    const read = (path: string): Buffer =>
        execFileSync("cpio", ["-i", "--quiet", "--to-stdout", path], { input: archive });
    const order = [
        "ena",
        "gve",
        "failover",
        "virtio_net",
        "tun",
        "sch_ingress",
        "cls_matchall",
        "act_mirred",
    ];
    expect(read("lib/modules/order").toString()).toBe(order.map((name) => `${name}\n`).join(""));
    for (const name of ["ena", "gve", "failover", "tun"]) {
        expect([name, read(`lib/modules/${name}.ko`).equals(moduleOf(name))]).toEqual([name, true]);
    }
    expect(read("lib/modules/virtio_net.ko").equals(moduleOf("virtio_net", "failover"))).toBe(true);
});
