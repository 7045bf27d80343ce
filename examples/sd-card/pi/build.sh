#!/bin/sh
# The firmware of a Raspberry Pi starts a flat file, which it loads to 0x80000.
set -eu
aarch64-linux-gnu-gcc -nostdlib -static -Wl,--build-id=none,-Ttext=0x80000 -o kernel.elf kernel8.S
aarch64-linux-gnu-objcopy -O binary kernel.elf kernel8.img
