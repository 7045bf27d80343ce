//! Sleeping until something happens.
//!
//! Interrupts are on only while the processor sleeps in `wait`, so that no other code has to reckon
//! with them. Two devices wake it: the timer and the network card.

use crate::port;
use core::arch::{asm, global_asm};
use core::ptr::addr_of_mut;

/// The command ports of the two interrupt controllers. The port after each is for its data.
const PIC_1: u16 = 0x20;
const PIC_2: u16 = 0xa0;
const TIMER: u8 = 0;
const SECOND_PIC: u8 = 2;

const LOCAL_APIC: usize = 0xfee0_0000;
const SPURIOUS_VECTOR: usize = 0xf0;
const LINT0: usize = 0x350;

/// The processor's own vectors, and those of the controllers after them.
const EXCEPTIONS: usize = 32;
const FIRST_IRQ: u8 = 32;
const VECTORS: usize = 48;
const EXCEPTION_ENTRY_SIZE: usize = 16;

global_asm!(
    r#"
    .global wait_for_interrupt
wait_for_interrupt:
    sti
1:  hlt
    cli
    ret

    // Goes back with interrupts off, as a device that isn't served yet would interrupt again. If
    // the processor wasn't asleep yet, it shall not fall asleep. All this must work twice: KVM in
    // an emulated machine was seen to deliver an interrupt again while it is being handled.
    .global interrupted
interrupted:
    push rax
    mov al, 0x20                // handled, to both controllers
    out 0xa0, al
    out 0x20, al
    and qword ptr [rsp + 24], ~(1 << 9)
    lea rax, [rip + 1b]
    cmp [rsp + 8], rax
    jne 2f
    inc qword ptr [rsp + 8]
2:  pop rax
    iretq

    .global exception_entries
    .balign 16
exception_entries:
    .set vector, 0
    .rept 32
    .balign 16
    push vector
    jmp 3f
    .set vector, vector + 1
    .endr
3:  mov rdi, rsp
    and rsp, -16
    call {exception}
    "#,
    exception = sym exception,
);

unsafe extern "C" {
    fn wait_for_interrupt();
    fn interrupted();
    fn exception_entries();
}

static mut TABLE: [u128; VECTORS] = [0; VECTORS];

#[repr(C, packed)]
struct TablePointer {
    limit: u16,
    base: *const u128,
}

/// From here on an exception of the processor is a panic, and not the machine's silent end.
pub fn init() {
    let entries = exception_entries as *const () as usize;
    // SAFETY: the table is whole before it is used, and stays.
    unsafe {
        let table = &mut *addr_of_mut!(TABLE);
        table.fill(gate(interrupted as *const () as usize));
        for (vector, entry) in table.iter_mut().take(EXCEPTIONS).enumerate() {
            *entry = gate(entries + vector * EXCEPTION_ENTRY_SIZE);
        }
        let pointer = TablePointer { limit: (size_of_val(table) - 1) as u16, base: table.as_ptr() };
        asm!("lidt [{}]", in(reg) &raw const pointer, options(readonly, nostack, preserves_flags));
    }
}

/// Lets a PC's timer and its network card wake the processor.
pub fn wake_by(network_card: u8) {
    // SAFETY: these are registers of the interrupt controllers, which nothing else uses.
    unsafe {
        let wanted = 1 << TIMER | 1 << SECOND_PIC | 1u16 << network_card;
        let [mask_1, mask_2] = (!wanted).to_le_bytes();
        init_pic(PIC_1, FIRST_IRQ, 1 << SECOND_PIC, mask_1);
        init_pic(PIC_2, FIRST_IRQ + 8, SECOND_PIC, mask_2);

        // Not every firmware lets the controllers' interrupts through to the processor.
        let apic = |register| (LOCAL_APIC + register) as *mut u32;
        apic(SPURIOUS_VECTOR).write_volatile(0x1ff); // on
        apic(LINT0).write_volatile(0x700); // from outside
    }
}

/// Sleeps until the next interrupt. One that came since the last call counts.
pub fn wait() {
    // SAFETY: `init` has set the table, and `wake_by` the controllers.
    unsafe { wait_for_interrupt() }
}

/// An entry of the interrupt descriptor table: to 64-bit code, with interrupts off.
fn gate(handler: usize) -> u128 {
    const CODE_SEGMENT: u128 = 8 << 16;
    const PRESENT_INTERRUPT_GATE: u128 = 0x8e00 << 32;
    let address = handler as u128;
    address & 0xffff | CODE_SEGMENT | PRESENT_INTERRUPT_GATE | address >> 16 << 48
}

unsafe fn init_pic(command: u16, first_vector: u8, cascade: u8, mask: u8) {
    let data = command + 1;
    unsafe {
        port::write_u8(command, 0x11); // initialise with three words:
        port::write_u8(data, first_vector);
        port::write_u8(data, cascade);
        port::write_u8(data, 0x01); // 8086 mode
        port::write_u8(data, mask);
    }
}

/// The processor stumbled: always a bug.
extern "C" fn exception(stack: &[u64; 4]) -> ! {
    let cr2: u64;
    // SAFETY: only reads a register.
    unsafe { asm!("mov {}, cr2", out(reg) cr2, options(nomem, nostack, preserves_flags)) };
    panic!("processor exception {}, stack {:x?}, CR2 {cr2:#x}", stack[0], &stack[1..]);
}
