import { describe, expect, test } from "@jest/globals";
import { volumeAnswers, wantsContent } from "../../../../../provider/host/remote/volume/refusals";

const urn = "urn:pulumi:dev::shop::unikernel:host:Volume::data";
const owner = `# pulumi-unikernel 0011223344556677 ${urn}`;
const answer = (name: string, output: string) => volumeAnswers({ name }, "data", output);

describe("a host that refuses", () => {
    test.each([
        [
            "rights",
            "volumes on kvm1 need root there: log in as root, or set `sudo: true` for a user who may use it without a password",
        ],
        [
            "tool qemu-img",
            "kvm1 has no qemu-img. Install it there: `apt install qemu-utils` (Debian, Ubuntu), `dnf install qemu-img` (Fedora) or `apk add qemu-img` (Alpine)",
        ],
        [
            "tool lvcreate",
            "kvm1 has no lvcreate. Install it there: `apt install lvm2` (Debian, Ubuntu), `dnf install lvm2` (Fedora) or `apk add lvm2` (Alpine)",
        ],
        [
            "group vg0",
            "kvm1 has no volume group vg0. Name one that is there (`vgs` lists them), or create it there: vgcreate vg0 DEVICE",
        ],
        ["absent /dev/sdb", "kvm1 has no device /dev/sdb"],
        ["other /dev/null", "/dev/null on kvm1 is not a block device"],
        [
            "mounted /srv",
            "the device is in use on kvm1: it is mounted at /srv. Unmount it there, or choose another",
        ],
        ["held dm-0", "the device is in use on kvm1: it is part of dm-0. Choose another"],
        [
            `claimed ${owner}`,
            `the device is that of another volume on kvm1, which belongs to ${urn}. Choose another`,
        ],
        ["small 1048576", 'it does not fit into the volume "data" on kvm1, which holds 1 MiB'],
        [
            `taken ${owner}`,
            `a volume "data" is on kvm1 already and belongs to ${urn}. Choose another name; or, if it is to be managed here ` +
                "from now on, import it: pulumi import unikernel:host:Volume <resource name> kvm1/data",
        ],
        [
            "shape file qcow2 /var/lib/pulumi-unikernel/volumes/data/data",
            'a volume "data" of this resource is on kvm1 already, as a qcow2 file. Choose another name, or import it with the ' +
                "inputs it has: pulumi import unikernel:host:Volume <resource name> kvm1/data",
        ],
        [
            "shape lvm raw /dev/vg0/data",
            'a volume "data" of this resource is on kvm1 already, as /dev/vg0/data. Choose another name, or import it with ' +
                "the inputs it has: pulumi import unikernel:host:Volume <resource name> kvm1/data",
        ],
        [
            "foreign /dev/vg0/data",
            "/dev/vg0/data is on kvm1 already and was not made by this program. Choose another `name`",
        ],
        [
            "used www-0123456 dns",
            'the volume "data" is used on kvm1 still, by the instances www-0123456, dns. Remove what uses it; then delete it again',
        ],
        [
            "used www",
            'the volume "data" is used on kvm1 still, by the instance www. Remove what uses it; then delete it again',
        ],
        [
            "locked www",
            'the volume "data" on kvm1 cannot grow while it is used, by the instance www: qcow2 files are locked then. ' +
                "Remove what uses it and grow it before that comes back, or make it raw",
        ],
        [
            "locked ",
            'the volume "data" on kvm1 cannot grow while it is used: qcow2 files are locked then. Remove what uses it and grow ' +
                "it before that comes back, or make it raw",
        ],
        [
            "space 12",
            'kvm1 has no space left for the volume "data": 12288 bytes are free there. Make room, or choose another host',
        ],
        ["elsewhere FreeBSD file-qcow2", "kvm1 is FreeBSD, whose tenders read raw volumes only: make it raw"],
        ["elsewhere OpenBSD lvm-raw", "kvm1 is OpenBSD, which has no LVM: leave `lvm` out, for a file"],
        ["elsewhere OpenBSD device-raw", "kvm1 is OpenBSD, where volumes are files: leave `device` out"],
        ["something else", "kvm1 refused: something else"],
    ])("because of %s says what to do", (refused, message) => {
        expect(() => answer("kvm1", `refused ${refused}\n`)).toThrow(new Error(message));
    });

    test("says how to go on where that is this machine", () => {
        expect(() => answer("this machine", "refused rights\n")).toThrow(
            "logical volumes on this machine need root: run `pulumi` as root, or leave `lvm` out",
        );
        expect(() => answer("this machine", `refused taken ${owner}\n`)).toThrow(/<resource name> data$/);
    });
});

test("a tool that fails is quoted", () => {
    const output =
        'words   Volume group "vg0" has insufficient free space (15 extents): 16 required.\nrefused failed lvcreate\n';
    expect(() => answer("kvm1", output)).toThrow(
        'lvcreate failed on kvm1:\n    Volume group "vg0" has insufficient free space (15 extents): 16 required.',
    );
});

test("a volume that is to be filled asks for what it is to hold", () => {
    expect(wantsContent("refused content\n")).toBe(true);
    expect(wantsContent("refused space 12\n")).toBe(false);
    expect(wantsContent("looked done\n")).toBe(false);
});
