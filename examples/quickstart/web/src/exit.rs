//! How it ends: with a line that says why, and a status for whoever started the machine.

use crate::console::Console;
use crate::port;
use crate::xen::{
    self,
    shutdown::{Reason, shut_down},
};
use core::arch::asm;
use core::fmt::{Display, Write};
use log::error;

/// QEMU's `-device isa-debug-exit,iobase=0xf4,iosize=4`: QEMU ends with `status << 1 | 1`.
const DEBUG_EXIT: u16 = 0xf4;
/// The power management register of QEMU's `pc` and `q35` machines, and what turns them off.
const ACPI_CONTROL: u16 = 0x604;
const ACPI_POWER_OFF: u16 = 1 << 13;

/// A wrong command line.
pub fn usage(problem: impl Display) -> ! {
    failed(64, Reason::PowerOff, problem)
}

/// No way to go on.
pub fn failure(problem: impl Display) -> ! {
    failed(1, Reason::PowerOff, problem)
}

/// A bug.
pub fn panic(problem: impl Display) -> ! {
    failed(255, Reason::Crash, problem)
}

fn failed(status: u8, reason: Reason, problem: impl Display) -> ! {
    error!("{problem}");
    // Writing to the console can't fail.
    let _ = writeln!(Console, "exit status {status}");
    if xen::is_host() {
        shut_down(reason);
    }
    // SAFETY: nothing is left to be disturbed. Where a port isn't there, the write does nothing.
    unsafe {
        port::write_u32(DEBUG_EXIT, status.into());
        port::write_u16(ACPI_CONTROL, ACPI_POWER_OFF);
        loop {
            asm!("cli", "hlt");
        }
    }
}
