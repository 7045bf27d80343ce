/*
 * The smallest guest of Xen that says something: it enters by its PVH note, writes a line to its console's ring, tells
 * dom0 so, and waits for ever.
 *
 *   gcc -m32 -nostdlib -static -Wl,-Ttext-segment=0x100000,--build-id=none guest.S -o guest
 */
        .section .note.Xen, "a", @note
        .long 4, 4, 18                          /* XEN_ELFNOTE_PHYS32_ENTRY */
        .asciz "Xen"
        .long entry

        .text
        .globl _start
_start:
entry:  movl $stack, %esp
        cld
        /* Xen's leaves of CPUID: the third has the register that takes the page of hypercalls. */
        movl $0x40000002, %eax
        cpuid
        movl %ebx, %ecx
        movl $hypercalls, %eax
        xorl %edx, %edx
        wrmsr

        movl $17, %eax                          /* HVM_PARAM_CONSOLE_PFN */
        call parameter
        shll $12, %eax
        movl %eax, %ebp
        movl 3084(%ebp), %edx                   /* out_prod */
        movl $text, %esi
1:      lodsb
        testb %al, %al
        jz 2f
        movl %edx, %edi
        andl $2047, %edi
        movb %al, 1024(%ebp, %edi)
        incl %edx
        jmp 1b
2:      movl %edx, 3084(%ebp)

        movl $18, %eax                          /* HVM_PARAM_CONSOLE_EVTCHN */
        call parameter
        movl %eax, request
        movl $4, %ebx                           /* EVTCHNOP_send */
        movl $request, %ecx
        call hypercalls + 32 * 32               /* event_channel_op */

3:      movl $1, %ebx                           /* SCHEDOP_block */
        xorl %ecx, %ecx
        call hypercalls + 29 * 32               /* sched_op */
        jmp 3b

/* The value of this guest's parameter %eax, in %eax. */
parameter:
        movl $0x7ff0, request                   /* DOMID_SELF */
        movl %eax, request + 4
        movl $1, %ebx                           /* HVMOP_get_param */
        movl $request, %ecx
        call hypercalls + 34 * 32               /* hvm_op */
        movl request + 8, %eax
        ret

        .section .rodata
text:   .asciz "hello from a guest\n"

        .bss
        .balign 4096
hypercalls:
        .skip 4096
request:
        .skip 16
        .skip 4096
stack:
