import { execFile } from "node:child_process";
import { mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import { storeLayout } from "../../provider/artifact/layout";
import { addFile } from "../../provider/artifact/store";
import { volumesOn, type Volumes } from "../unit/host/remote/volume/volumes";
import { ledgerElf, ledgerImage } from "./ledger";
import { serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
const device = "/dev/ukdisk";
let loop: string;
let backing: string;
let source: string;
let image: Artifact;
let volumes: Volumes;
let before: string;

const command = async (...argv: string[]): Promise<string> => {
    const [program = "", ...rest] = argv;
    return (await promisify(execFile)(program, rest)).stdout.trim();
};
const sh = (text: string): Promise<string> => host().exec(text);

/** Doubles of LVM's commands, since there may be no device mapper here. */
async function installLvm(): Promise<void> {
    const double = await readFile(join(__dirname, "nspawn", "lvm-double.sh"), "utf8");
    await sh(`mkdir -p /run/lock/lvm
for name in vgs lvs lvcreate lvextend lvchange lvremove; do
    cat >/usr/local/bin/$name <<'END'
#!/bin/sh
${double}END
    chmod 755 /usr/local/bin/$name
done`);
}

const made = async (folder: string): Promise<string> => {
    await mkdir(folder);
    return folder;
};

/** A disk of this machine that the lab is given. */
beforeAll(async () => {
    const { store } = host().settings;
    backing = join(store, "disk.img");
    source = join(store, "source.img");
    await writeFile(backing, "what was there");
    await truncate(backing, 4 << 20);
    await writeFile(source, "what was asked for");
    loop = await command("losetup", "--find", "--show", backing);
    await sh(`mknod ${device} b 7 ${loop.replace("/dev/loop", "")}`);
    await installLvm();
    const { digest, size } = await addFile(
        storeLayout(store),
        await ledgerElf(await made(join(store, "ledger"))),
    );
    image = { arch: "x86_64", devices: [], target: "virtio", name: "", ...ledgerImage, digest, size };
    volumes = volumesOn(host().settings, { ssh: host().ssh });
    before = await host().inventory();
});
afterAll(async () => {
    await command("losetup", "--detach", loop);
    await rm(backing, { force: true });
});
afterEach(async () => {
    await volumes.removeAll();
    expect(await host().inventory()).toBe(before);
});

const holds = async (): Promise<string> => (await sh(`head -c 18 ${device}`)).replace(/\0.*$/s, "");

test("a device that is taken as it is holds what it held, also when it is let go of", async () => {
    const state = await volumes.create("disk", { device });
    expect(state.outputs).toMatchObject({
        ...{ path: device, bytes: 4 << 20 },
        ref: { path: device, format: "raw", host: host().ssh.host },
    });
    expect(await volumes.read(state)).toEqual(state);
    await expect(volumes.create("other", { device })).rejects.toThrow(
        `the device is that of another volume on ${host().ssh.host}, which belongs to ` +
            "urn:pulumi:test::shop::unikernel:host:Volume::disk. Choose another",
    );
    await volumes.remove(state);
    expect(await holds()).toBe("what was there");
});

test("a device that the host uses is refused", async () => {
    await sh(`mkdir -p /mnt/used && mkfs.ext4 -q -F ${device} && mount ${device} /mnt/used`);
    await expect(volumes.create("disk", { device, source })).rejects.toThrow(
        `the device is in use on ${host().ssh.host}: it is mounted at /mnt/used. Unmount it there, or choose another`,
    );
    await sh("umount /mnt/used; rmdir /mnt/used");
});

test("a device is written to once when that is asked for, and a unikernel's writes stay", async () => {
    const state = await volumes.create("disk", { device, source });
    expect(await holds()).toBe("what was asked for");
    const user = await host().create("user", {
        ...{ image, memory: 16, args: ["--print"], volumes: { storage: state.outputs.ref } },
        probe: { console: "sectors" },
    });
    expect(await sh(`journalctl --quiet --output=cat --unit=${serviceOf(user)}`)).toContain(
        "[ledger] holds what was asked for",
    );
    await host().destroy(user);
    expect(await sh(`stat -c '%U %a' ${device}`)).toMatch(/^root /);
    await sh(`printf changed | dd of=${device} conv=notrunc 2>/dev/null`);
    await volumes.update(state);
    expect(await holds()).toBe("changeds asked for");
});

test("a source that does not fit into a device is refused, and nothing is written", async () => {
    const large = join(host().settings.store, "large.img");
    await writeFile(large, Buffer.alloc(5 << 20, "x"));
    const was = await holds();
    await expect(volumes.create("disk", { device, source: large })).rejects.toThrow(
        /^it does not fit into the volume "disk-\w+" on \S+, which holds 4 MiB$/,
    );
    expect(await holds()).toBe(was);
});

test("a logical volume carries its mark, is filled once, and goes with its resource", async () => {
    const state = await volumes.create("data", { size: 4, lvm: { group: "vg0" }, source });
    const { name } = state.inputs;
    const path = `/dev/vg0/${name}`;
    expect(state.outputs).toMatchObject({ path, bytes: 4 << 20, ref: { path, format: "raw" } });
    expect(await holds()).toBe("what was asked for");
    await sh(`printf changed | dd of=${device} conv=notrunc 2>/dev/null`);
    expect(await volumes.read(state)).toEqual(state);
    await volumes.update(state, { size: 5 });
    expect(await holds()).toBe("changeds asked for");
    await volumes.remove(state);
    const changes = (await sh("cat /run/lock/lvm/calls"))
        .split("\n")
        .filter((line) => !/^(lv|vg)s /.test(line));
    expect(changes).toEqual([
        `lvcreate --yes --quiet --wipesignatures y --size 4194304b --addtag pulumi-unikernel:${state.outputs.unit} ` +
            `--name ${name} vg0`,
        `lvextend --quiet --size 5242880b vg0/${name}`,
        `lvremove --yes --quiet vg0/${name}`,
        "",
    ]);
});

test("a logical volume of somebody else's is left alone", async () => {
    await sh(`lvcreate --size 4194304b --addtag theirs --name data vg0`);
    await expect(volumes.create("data", { name: "data", size: 4, lvm: { group: "vg0" } })).rejects.toThrow(
        `/dev/vg0/data is on ${host().ssh.host} already and was not made by this program. Choose another \`name\``,
    );
    expect(await sh("lvs --noheadings vg0/data")).toBe("  theirs\n");
    await sh("lvremove vg0/data");
});

test("what LVM says is told", async () => {
    await expect(volumes.create("data", { size: 9, lvm: { group: "vg0" } })).rejects.toThrow(
        `lvcreate failed on ${host().ssh.host}:\n    Volume group "vg0" has insufficient free space (2 extents): 3 required.`,
    );
    await expect(volumes.create("data", { size: 1, lvm: { group: "vg1" } })).rejects.toThrow(
        `${host().ssh.host} has no volume group vg1. Name one that is there`,
    );
});
