import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { connectLocal, type Connection, type Script } from "../../../../../provider/host/connection";
import { planOf } from "../../../../../provider/host/remote/volume/plan";
import { makeScript } from "../../../../../provider/host/remote/volume/scripts/make";
import { removeScript } from "../../../../../provider/host/remote/volume/scripts/remove";
import type { VolumeInputs } from "../../../../../provider/host/volume";
import { root as project } from "../../../../../tools/setup/paths.mjs";
import { changing, interruptions, type World } from "../../connection/interrupted";
import { canMakeNetworks, ownHost, type OwnHost } from "../own-host";

let folder: string;
let source: string;
const contents = Buffer.concat([Buffer.from("first"), Buffer.alloc(200_000), Buffer.from("last")]);
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "unikernel-volume-"));
    source = join(folder, "source.img");
    await writeFile(source, contents);
});
afterAll(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();
const unit = "0011223344556677";
const root = () => ({ root: join(folder, "root"), instanceRecord: "spec.json", isShared: false });
const plan = (inputs: VolumeInputs) => planOf(inputs, { name: "data", urn: "urn:data", unit }, root());
const content = { sha256: createHash("sha256").update(contents).digest("hex"), length: contents.length };
const make = (inputs: VolumeInputs): Script =>
    makeScript(root(), plan(inputs), "{}", inputs.source === undefined ? undefined : content);
const remove = (inputs: VolumeInputs): Script =>
    removeScript(root(), { name: "data", unit, path: plan(inputs).path });

/** The files of the volume, their modes and what is in them; what LVM has, and what is on the device. */
const look = `cd "$place" 2>/dev/null || cd /
[ "$PWD" != "$place" ] || for file in *; do
    [ ! -e "$file" ] || echo "$file $(stat -c '%a %s' "$file") $(sha256sum <"$file" | head -c 8)"
done
for file in /run/lock/lvm/*; do
    case $file in */calls | *'*') ;; *) echo "LVM: \${file##*/} $(cat "$file")" ;; esac
done
[ ! -e /dev/ukdisk ] || echo "device: $(sha256sum </dev/ukdisk | head -c 8)"`;

/** As it is once those scripts have been run. */
function world(connection: Connection, before: readonly Script[]): World<string[]> {
    const run = (script: Script): Promise<string> =>
        connection.run(script, { signal, upload: { path: source } });
    const place = join(root().root, "volumes", "data");
    const forget = `rm -rf "$place" /run/lock/lvm /dev/vg0
[ ! -e /dev/ukdisk ] || { /run/grow-ukdisk 1; dd if=/dev/zero of=/dev/ukdisk bs=1M count=4 2>&1; }`;
    return {
        async reset() {
            await run({ body: forget, values: { place } });
            for (const script of before) await run(script);
        },
        run,
        state: async () => (await run({ body: look, values: { place } })).split("\n").slice(0, -1),
    };
}

async function expectSame(
    script: Script,
    where: World<string[]>,
    { least }: { least: number },
): Promise<string[]> {
    const { undisturbed, interrupted } = await interruptions(script, where, { only: changing });
    expect(interrupted.length).toBeGreaterThanOrEqual(least);
    for (const { message, state } of interrupted) expect([message, state]).toEqual([message, undisturbed]);
    return undisturbed;
}

function cutOff(connection: () => Connection, given: VolumeInputs, grown?: VolumeInputs): void {
    const inputs = (): VolumeInputs => ({ ...given, source });

    test("when it is made: it is made when that is tried again", async () => {
        const made = await expectSame(make(inputs()), world(connection(), []), { least: 11 });
        const files = made.filter((line) => !/^(LVM|device):/.test(line)).map((line) => line.split(" ")[0]);
        const data = given.lvm || given.device ? [] : ["data"];
        expect(files).toEqual([...data, "inputs", "owner", "ready", "shape"]);
        for (const line of made) expect(line).toMatch(/^(\w+ 600 |LVM: data \d+b |device: )/);
    });

    if (grown !== undefined)
        test("when it grows: it has grown when that is tried again, and holds what it held", async () => {
            const larger = make({ ...inputs(), ...grown });
            await expectSame(larger, world(connection(), [make(inputs())]), { least: 10 });
        });

    test("when it is removed: it goes when that is tried again", async () => {
        const where = world(connection(), [make(inputs())]);
        const left = await expectSame(remove(inputs()), where, { least: 3 });
        expect(left.filter((line) => !line.startsWith("device:"))).toEqual([]);
    });
}

describe("a raw file that is cut off anywhere", () => {
    cutOff(() => connectLocal(), { size: 1 }, { size: 2 });
});
describe("a qcow2 file that is cut off anywhere", () => {
    cutOff(() => connectLocal(), { size: 1, format: "qcow2" }, { size: 2 });
});

/** A disk of its own, and doubles of LVM's commands: this machine's kernel need not have a device mapper. */
(canMakeNetworks ? describe : describe.skip)("on a host with a disk", () => {
    let host: OwnHost;
    let loop: string;
    beforeAll(async () => {
        host = await ownHost();
        const backing = join(folder, "disk.img");
        await writeFile(backing, "");
        await truncate(backing, 4 << 20);
        loop = execFileSync("losetup", ["--find", "--show", backing], { encoding: "utf8" }).trim();
        const double = join(project, "tests", "lab", "nspawn", "lvm-double.sh");
        const body = `mkdir /run/bin
for name in vgs lvs lvcreate lvextend lvchange lvremove; do
    { echo '#!/bin/sh'; cat "$double"; } >/run/bin/$name
    chmod 755 /run/bin/$name
done
mount --bind /run/bin /usr/local/bin
mkdir /run/dev
for name in null zero; do cp -a /dev/$name /run/dev; done
ln -s /proc/self/fd /run/dev/fd
mknod /run/dev/ukdisk b 7 "$number"
mount --bind /run/dev /dev
cat >/run/grow-ukdisk <<END
#!/bin/sh
truncate -s "\\$((4 * \\$1))M" "$backing"
exec losetup --set-capacity /dev/ukdisk
END
chmod 755 /run/grow-ukdisk`;
        await host.connection.run(
            { body, values: { double, backing, number: loop.replace("/dev/loop", "") } },
            { signal },
        );
    });
    afterAll(async () => {
        await host.stop();
        execFileSync("losetup", ["--detach", loop]);
    });

    describe("a logical volume that is cut off anywhere", () => {
        cutOff(() => host.connection, { size: 4, lvm: { group: "vg0" } }, { size: 8 });
    });
    describe("a device that is cut off anywhere", () => {
        cutOff(() => host.connection, { device: "/dev/ukdisk" });
    });
});
