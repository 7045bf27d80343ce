//! From the loader's 32-bit entry to `main` in 64-bit mode.
//!
//! The image can be started in two ways. PVH is an ELF note that names an entry point; multiboot
//! is a header that also says where to load the file, as its loaders refuse 64-bit ELF. Both arrive
//! at `start` in 32-bit protected mode without paging, with EBX pointing to what the loader tells.

use core::arch::global_asm;
use core::ffi::{CStr, c_char};

const PVH_MAGIC: u32 = 0x336e_c578;
const MULTIBOOT_HAS_COMMAND_LINE: u32 = 1 << 2;

global_asm!(
    r#"
    .set MULTIBOOT_MAGIC, 0x1BADB002
    .set MULTIBOOT_FLAGS, 1 << 16       // the addresses below are valid

    .section .boot, "ax"
    .balign 4
multiboot_header:
    .long MULTIBOOT_MAGIC
    .long MULTIBOOT_FLAGS
    .long -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS)
    .long multiboot_header
    .long image_start
    .long image_end
    .long bss_end
    .long start

    .section .note.pvh, "a", @note
    .balign 4
    .long 4, 8, 18                      // sizes of name and address; XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .quad start

    .section .boot, "ax"
    .code32
    .global start
start:
    cli
    cld
    mov esp, offset stack_top

    // Map the first 4 GiB to themselves in pages of 2 MiB. The fifth page directory stays empty,
    // for device registers that lie higher (see memory.rs).
    mov eax, offset page_directory_pointers
    or eax, 3                           // present, writable
    mov [page_map], eax
    mov eax, offset page_directories
    or eax, 3
    mov edi, offset page_directory_pointers
    mov ecx, 5
1:  mov [edi], eax
    add eax, 4096
    add edi, 8
    loop 1b
    mov eax, 0x83                       // present, writable, 2 MiB
    mov edi, offset page_directories
    mov ecx, 4 * 512
2:  mov [edi], eax
    add eax, 0x200000
    add edi, 8
    loop 2b

    mov eax, cr4
    or eax, (1 << 5) | (1 << 9) | (1 << 10)     // PAE; SSE and its exceptions
    mov cr4, eax
    mov eax, offset page_map
    mov cr3, eax
    mov ecx, 0xC0000080                 // the EFER register:
    rdmsr
    or eax, 1 << 8                      // long mode
    wrmsr
    mov eax, cr0
    and eax, ~(1 << 2)                  // no emulation of the FPU
    or eax, (1 << 31) | (1 << 1) | 1    // paging, FPU, protected mode
    mov cr0, eax

    lgdt [gdt_pointer]
    push 8
    mov eax, offset start_64
    push eax
    retf

    .code64
start_64:
    mov eax, 16
    mov ds, eax
    mov es, eax
    mov ss, eax
    mov edi, ebx
    call {start_rust}
    ud2

    .balign 8
gdt:
    .quad 0
    .quad 0x00AF9A000000FFFF            // 8: 64-bit code
    .quad 0x00CF92000000FFFF            // 16: data
gdt_pointer:
    .short . - gdt - 1
    .long gdt

    .section .bss, "aw", @nobits
    .balign 4096
page_map:
    .skip 4096
page_directory_pointers:
    .skip 4096
page_directories:
    .skip 4 * 4096
    .global high_page_directory
high_page_directory:
    .skip 4096
    .skip 64 * 1024
stack_top:

    .text
    "#,
    start_rust = sym start_rust,
);

extern "C" fn start_rust(boot_info: *const u8) -> ! {
    // SAFETY: `start` passes on the loader's pointer, and nothing has written to memory since.
    crate::main(unsafe { command_line(boot_info) })
}

/// The command line, out of a PVH `start_info` or a multiboot information structure.
///
/// # Safety
/// `boot_info` must be the pointer a PVH or multiboot loader left in EBX.
unsafe fn command_line(boot_info: *const u8) -> &'static [u8] {
    let word = |offset| unsafe { boot_info.add(offset).cast::<u32>().read_unaligned() };
    let (address, has_kernel_path) = match word(0) {
        PVH_MAGIC => (word(24), false),
        flags if flags & MULTIBOOT_HAS_COMMAND_LINE != 0 => (word(16), true),
        _ => (0, false),
    };
    if address == 0 {
        return b"";
    }
    let text = unsafe { CStr::from_ptr(address as *const c_char) }.to_bytes();
    if has_kernel_path { without_kernel_path(text) } else { text }
}

/// Multiboot puts the kernel's path, which may hold spaces, in front of the arguments. It ends with
/// the word of its last slash.
fn without_kernel_path(text: &[u8]) -> &[u8] {
    let is_option = |&start: &usize| [&b" --"[..], b" \"--"].iter().any(|option| text[start..].starts_with(option));
    let options = (0..text.len()).find(is_option).unwrap_or(text.len());
    let last_slash = text[..options].iter().rposition(|&byte| byte == b'/').unwrap_or(0);
    let last_word = text[last_slash..].iter().take_while(|&&byte| byte != b' ').count();
    &text[last_slash + last_word..]
}
