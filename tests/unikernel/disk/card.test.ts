import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Artifact } from "../../../provider/artifact/artifact";
import { storeLayout } from "../../../provider/artifact/layout";
import { artifactFile } from "../../../provider/artifact/store";
import { buildCard } from "../../../provider/disk/board/card";
import type { DiskInputs } from "../../../provider/disk/disk";
import { diskLifecycle } from "../../../provider/disk/lifecycle/lifecycle";
import { callWith } from "../../fixtures/disk/calls";
import { diskParts, diskStore } from "../../fixtures/disk/parts";
import { create } from "../../unit/build/image/world";

const run = promisify(execFile);
const call = callWith(diskStore);

let folder = "";
let card = "";
let image: Artifact;
const inFolder = (name: string): string => join(folder, name);
const fileOf = ({ digest }: Artifact): string => artifactFile(storeLayout(diskStore), digest);

/** As the example has it built; without an `arch`, which a Raspberry Pi has one of. */
async function built(output: string): Promise<Artifact> {
    const command = { argv: ["sh", "build.sh"], output };
    const given = { source: "examples/sd-card/pi", target: "rpi4", command } as const;
    return (await create(call, given)).outputs.artifact;
}

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "card-"));
    Object.assign(call.settings, { appliance: await diskParts("aarch64") });
    image = await built("kernel8.img");
    const inputs: DiskInputs = {
        ...{ image, board: "rpi4", format: "raw", args: ["--hello=hi there"] },
        path: inFolder("card.img"),
    };
    card = (await diskLifecycle.create(call, { inputs })).outputs.file;
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of the card, as mtools read it. */
async function onCard(name: string): Promise<Buffer> {
    await run("mcopy", ["-n", "-o", "-i", `${card}@@1M`, `::/${name}`, inFolder("copy")]);
    return readFile(inFolder("copy"));
}

test("the card's table and its file system are sound, and hold what the firmware looks for", async () => {
    execFileSync("sfdisk", ["-V", card], { stdio: "pipe" });
    const table = execFileSync("sfdisk", ["-d", card], { encoding: "utf8" });
    expect(table).toMatch(/label: dos\n/);
    expect(table).toMatch(/start= +2048, size= +\d+, type=c, bootable\n$/);
    await run("dd", [`if=${card}`, `of=${inFolder("fat")}`, "bs=1M", "skip=1", "status=none"]);
    await run("truncate", ["-s", "-1M", inFolder("fat")]);
    await run("fsck.vfat", ["-n", inFolder("fat")]);
    expect((await onCard("config.txt")).toString()).toBe("arm_64bit=1\nkernel=kernel8.img\nenable_uart=1\n");
    expect((await onCard("cmdline.txt")).toString()).toBe('--hello="hi there"\n');
    expect((await onCard("start4.elf")).subarray(1, 4).toString()).toBe("ELF");
    expect((await onCard("fixup4.dat")).length).toBeGreaterThan(1000);
    const deviceTree = await onCard("bcm2711-rpi-4-b.dtb");
    expect(deviceTree.readUInt32BE(0)).toBe(0xd00dfeed);
    expect(deviceTree.includes("raspberrypi,4-model-b\0brcm,bcm2711\0")).toBe(true);
});

test("the flat file is an image as any other, of which the card is made", () => {
    expect(image).toMatchObject({ name: "kernel8.img", target: "rpi4", arch: "aarch64", devices: [] });
});

test("the kernel on the card speaks on the serial port of a Raspberry Pi", async () => {
    const kernel = inFolder("copy");
    expect(await onCard("kernel8.img")).toEqual(await readFile(fileOf(image)));
    const argv = [
        "-machine",
        "raspi3b",
        "-display",
        "none",
        "-serial",
        "stdio",
        "-monitor",
        "none",
        "-kernel",
        kernel,
    ];
    const qemu = spawn("qemu-system-aarch64", argv, { timeout: 60_000, killSignal: "SIGKILL" });
    const closed = once(qemu, "close");
    let said = "";
    for await (const text of qemu.stdout.setEncoding("utf8")) {
        said += String(text);
        if (said.includes("\n")) break;
    }
    qemu.kill("SIGKILL");
    await closed;
    expect(said).toBe("ready to serve from kernel8.img\n");
});

test("an ELF file, whose header the firmware would start, is refused", async () => {
    const elf = await built("kernel.elf");
    expect(elf).toMatchObject({ target: "rpi4", arch: "aarch64" });
    await expect(buildCard(call, { image: elf, args: [] })).rejects.toThrow(
        "kernel.elf is an ELF file, and a Raspberry Pi starts a flat one. Have its build end with `objcopy -O binary`, and give " +
            "that file as its output.",
    );
});
