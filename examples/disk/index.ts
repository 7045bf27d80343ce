import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", {
    source: "../quickstart/web",
    target: "virtio",
    toolchain: "command",
    command: { argv: ["sh", "build.sh"], output: "target/x86_64-unknown-linux-gnu/release/web" },
});

// For libvirt or QEMU: boots by BIOS, from virtio or SCSI.
const forKvm = new unikernel.Disk("kvm", {
    image: web.artifact,
    format: "qcow2",
    args: ["--hello=from a disk"],
    path: "./dist/web.qcow2",
});

// For VMware's products and VirtualBox.
const forVmware = new unikernel.Disk("vmware", {
    image: web.artifact,
    format: "vmdk",
    path: "./dist/web.vmdk",
});

export const digests = [forKvm.digest, forVmware.digest];
