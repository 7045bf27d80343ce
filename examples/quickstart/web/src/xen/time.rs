//! Xen's time: what the processor's time-stamp counter has to be multiplied with.

use super::events::shared_info;
use core::arch::x86_64::_rdtsc;
use core::sync::atomic::{AtomicU32, AtomicU64, Ordering::SeqCst};

#[repr(C)]
pub struct VcpuTime {
    /// Odd while the host writes the others, and another number after that.
    version: AtomicU32,
    padding: u32,
    counter: AtomicU64,
    nanoseconds: AtomicU64,
    multiplier: AtomicU32,
    /// In the lowest byte, with a sign.
    shift: AtomicU32,
}

/// Since the host was started.
pub fn nanoseconds() -> u64 {
    let time = &shared_info().time;
    loop {
        let version = time.version.load(SeqCst);
        let nanoseconds = time.read();
        if version % 2 == 0 && time.version.load(SeqCst) == version {
            return nanoseconds;
        }
    }
}

impl VcpuTime {
    fn read(&self) -> u64 {
        // SAFETY: every x86-64 processor has the counter.
        let elapsed = unsafe { _rdtsc() }.wrapping_sub(self.counter.load(SeqCst));
        let shift = self.shift.load(SeqCst) as i8;
        let shifted = if shift < 0 { elapsed >> -shift } else { elapsed << shift };
        let product = u128::from(shifted) * u128::from(self.multiplier.load(SeqCst));
        self.nanoseconds.load(SeqCst).wrapping_add((product >> 32) as u64)
    }
}
