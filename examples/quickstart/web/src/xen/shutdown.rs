//! The end of a guest.

use super::console;
use super::hypercall::{Call, operate};

/// What the toolstack gets to know, and acts on: `on_poweroff=` and `on_crash=`.
#[derive(Clone, Copy)]
pub enum Reason {
    PowerOff = 0,
    Crash = 3,
}

pub fn shut_down(reason: Reason) {
    const SHUTDOWN: u64 = 2;
    console::flush();
    let mut reason = reason as u32;
    // SAFETY: nothing is left to be disturbed.
    let _ = unsafe { operate(Call::Scheduler, SHUTDOWN, &mut reason) };
}
