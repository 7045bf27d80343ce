/** In assembly, the notes of a unikernel for hvt with one network device. */
export function soloNotes(): string {
    return `
.section .note.solo5.abi,"a",@note
.balign 4
.long 6, 8, 0x31494241
.asciz "Solo5"
.balign 4
.long 1, 2
.section .note.solo5.manifest,"a",@note
.balign 4
.long 6, 220, 0x3154464d
.asciz "Solo5"
.balign 4
.long 0, 1, 2
.zero 68
.long 0x40000000
.zero 32
.ascii "service"
.zero 61
.long 2
.zero 32
.text
.globl _start
_start: ret
`;
}
