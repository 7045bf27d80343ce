/*
 * A kernel for a Raspberry Pi, that says so on its serial port (PL011) and halts. The port of a Pi 3, which is what QEMU has, is
 * elsewhere than that of a Pi 4: the processor tells which it is.
 */
    .global _start
_start:
    mrs     x0, mpidr_el1
    and     x0, x0, #3
    cbnz    x0, halt
    mrs     x1, midr_el1
    ubfx    x1, x1, #4, #12
    mov     w2, #0xd08              /* Cortex-A72 */
    cmp     w1, w2
    movz    x3, #0x3f20, lsl #16
    movz    x4, #0xfe20, lsl #16
    csel    x3, x4, x3, eq
    add     x3, x3, #0x1000
    adr     x5, text
next:
    ldrb    w6, [x5], #1
    cbz     w6, halt
full:
    ldr     w7, [x3, #0x18]
    tbnz    w7, #5, full
    str     w6, [x3]
    b       next
halt:
    wfe
    b       halt
text:
    .asciz  "ready to serve from kernel8.img\n"
