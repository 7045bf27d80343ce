//! What compiled Rust expects of the C library and the unwinder, neither of which is here.
//!
//! In assembly, as the compiler may turn a Rust `memcpy` into a call of `memcpy`.

use core::arch::global_asm;
use core::panic::PanicInfo;

global_asm!(
    r#"
    .global memcpy, memmove, memset, memcmp, bcmp, strlen, rust_eh_personality, _Unwind_Resume

memcpy:
    mov rax, rdi
    mov rcx, rdx
    rep movsb
    ret

memmove:
    mov rax, rdi
    mov rcx, rdx
    sub rdi, rsi
    cmp rdi, rdx
    mov rdi, rax
    jb 1f                       // the target starts inside the source: go from the end
    rep movsb
    ret
1:  lea rdi, [rdi + rcx - 1]
    lea rsi, [rsi + rcx - 1]
    std
    rep movsb
    cld
    ret

memset:
    mov r8, rdi
    mov eax, esi
    mov rcx, rdx
    rep stosb
    mov rax, r8
    ret

memcmp:
bcmp:
    mov rcx, rdx
    xor eax, eax
    cmp eax, eax                // equal, should there be no bytes
    repe cmpsb
    je 2f
    movzx eax, byte ptr [rdi - 1]
    movzx ecx, byte ptr [rsi - 1]
    sub ecx, eax
    mov eax, ecx
2:  ret

strlen:
    xor eax, eax
    mov rcx, -1
    repne scasb
    mov rax, -2
    sub rax, rcx
    ret

rust_eh_personality:
_Unwind_Resume:
    ud2
    "#
);

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    crate::exit::panic(info)
}
