/**
 * A kernel for QEMU's `-kernel`: it writes its command line to the serial port, then halts; at a `!` it ends QEMU through
 * isa-debug-exit instead, with the status that the next character has (`!A`: 65).
 */
export function echoKernel(exitPort = 0xf4): Buffer {
    const magic = 0x1badb002;
    // The addresses to load it at and to enter it at are in the header.
    const flags = 0x10000;
    const origin = 0x100000;
    const header = Buffer.alloc(32);
    [magic, flags, -(magic + flags) >>> 0, origin, origin, 0, 0, origin + header.length].forEach(
        (field, index) => header.writeUInt32LE(field, index * 4),
    );
    return Buffer.concat([header, Buffer.from(code(exitPort).flat())]);
}

const code = (exitPort: number): readonly (readonly number[])[] => [
    [0x8b, 0x73, 0x10], //             mov esi, [ebx + 16]    the command line
    [0xac], //                   next: lodsb
    [0x84, 0xc0], //                   test al, al
    [0x74, 0x0c], //                   jz end
    [0x3c, 0x21], //                   cmp al, '!'
    [0x74, 0x13], //                   je exit
    [0x66, 0xba, 0xf8, 0x03], //       mov dx, 0x3f8
    [0xee], //                         out dx, al
    [0xeb, 0xf0], //                   jmp next
    [0x90], //                         nop
    [0x66, 0xba, 0xf8, 0x03], //  end: mov dx, 0x3f8
    [0xb0, 0x0a], //                   mov al, '\n'
    [0xee], //                         out dx, al
    [0xfa], //                   halt: cli
    [0xf4], //                         hlt
    [0xeb, 0xfc], //                   jmp halt
    [0x66, 0xba, 0xf8, 0x03], // exit: mov dx, 0x3f8
    [0xb0, 0x0a], //                   mov al, '\n'
    [0xee], //                         out dx, al
    [0xac], //                         lodsb
    [0x66, 0xba, exitPort & 0xff, exitPort >> 8], // mov dx, exitPort
    [0xee], //                         out dx, al
    [0xeb, 0xed], //                   jmp halt
];
