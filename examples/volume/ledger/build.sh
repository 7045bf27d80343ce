#!/bin/sh
# QEMU wants the multiboot header at the file's beginning.
exec gcc -m32 -Os -ffreestanding -fno-pie -fno-stack-protector -fno-strict-aliasing -fno-asynchronous-unwind-tables \
    -nostdlib -static -no-pie -Wl,--build-id=none,-Ttext=0x100100,--section-start=.multiboot=0x100000,-e,start \
    -o ledger ledger.c
