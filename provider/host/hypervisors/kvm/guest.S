/*
 * A guest that shows whether a machine's KVM runs guests. It does what unikernels do at their start: enters 64-bit mode
 * with paging, uses SSE, takes an interrupt of the timer. Then it ends QEMU with status (0x15 << 1) | 1 = 43, through
 * isa-debug-exit. Loaded at 1 MiB by its multiboot header.
 *
 *   as --64 guest.S -o guest.o && ld -n --oformat binary -Ttext 0x100000 guest.o -o guest.bin
 */
        .set ORIGIN, 0x100000
        .text
        .code32
header: .long 0x1badb002, 0x10000, -(0x1badb002 + 0x10000)
        .long header, header, 0, 0, entry       /* all of the file; no more memory than it has */

entry:  movl $0x200000, %esp
        /* Page tables at 2 MiB: the first 2 MiB are mapped to themselves. */
        movl $0x201003, 0x200000
        movl $0x202003, 0x201000
        movl $0x000083, 0x202000
        movl $0x200000, %eax
        movl %eax, %cr3
        movl $0x620, %eax                       /* PAE, SSE */
        movl %eax, %cr4
        movl $0xc0000080, %ecx                  /* EFER */
        rdmsr
        btsl $8, %eax
        wrmsr
        movl %cr0, %eax
        andl $~0xc, %eax
        orl $0x80010003, %eax                   /* paging, write protection, no emulation of the FPU */
        movl %eax, %cr0
        lgdt gdtr
        ljmp $8, $long

        .code64
long:   xorl %eax, %eax
        movl %eax, %ds
        movl %eax, %es
        movl %eax, %ss
        movl $0x200000, %esp
        cvtsi2sdq %rsp, %xmm0
        mulsd %xmm0, %xmm0
        /* The gate of vector 32, at 0x1ff000. */
        movl $0x1ff000, %edi
        movl $tick, %eax
        movw %ax, 512(%rdi)
        movw $8, 514(%rdi)
        movw $0x8e00, 516(%rdi)
        shrl $16, %eax
        movw %ax, 518(%rdi)
        lidt idtr
        /* Both interrupt controllers from vector 32 on; only the timer is let through. */
        movb $0x11, %al
        outb %al, $0x20
        movb $32, %al
        outb %al, $0x21
        movb $4, %al
        outb %al, $0x21
        movb $1, %al
        outb %al, $0x21
        movb $0xfe, %al
        outb %al, $0x21
        movb $0xff, %al
        outb %al, $0xa1
        /* The timer: once, in 1 ms. */
        movb $0x30, %al
        outb %al, $0x43
        movb $0xa9, %al
        outb %al, $0x40
        movb $0x04, %al
        outb %al, $0x40
wait:   sti
        hlt
        jmp wait

tick:   movw $0xf4, %dx
        movl $0x15, %eax
        outl %eax, %dx
dead:   cli
        hlt
        jmp dead

        .balign 8
gdt:    .quad 0, 0x00209a0000000000
gdtr:   .word 15
        .long gdt
idtr:   .word 33 * 16 - 1
        .quad 0x1ff000
