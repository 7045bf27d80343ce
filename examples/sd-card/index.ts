import * as unikernel from "pulumi-unikernel";

// Needs a compiler for aarch64: on Debian and Ubuntu, the package gcc-aarch64-linux-gnu.
const kernel = new unikernel.Image("kernel", {
    source: "./pi",
    target: "rpi4",
    command: { argv: ["sh", "build.sh"], output: "kernel8.img" },
});

// To be written to a card with `dd if=dist/pi.img of=/dev/mmcblk0 bs=4M conv=fsync`.
const card = new unikernel.Disk("card", {
    image: kernel.artifact,
    board: "rpi4",
    path: "./dist/pi.img",
});

export const digest = card.digest;
