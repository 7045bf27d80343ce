//! Event channels: how guest and host tell each other that there is something to do.
//!
//! Nothing here interrupts. A pending event ends the sleep of who polls for it.

use super::hypercall::{Call, operate};
use super::pages::{Kept, Page, map};
use super::time::{self, VcpuTime};
use core::ptr::{addr_of, addr_of_mut};
use core::sync::atomic::{AtomicU64, Ordering::SeqCst};
use core::time::Duration;

#[repr(C)]
pub struct SharedInfo {
    before_time: [u64; 4],
    pub time: VcpuTime,
    other_processors: [[u64; 8]; 31],
    pending: [AtomicU64; 64],
}

static mut SHARED_INFO: Page = Page::ZERO;

pub fn init() {
    // SAFETY: nothing else uses the page.
    unsafe { map(Kept::SharedInfo, addr_of_mut!(SHARED_INFO)) }
}

pub fn shared_info() -> &'static SharedInfo {
    // SAFETY: the page has this format since `init`, and all that the host changes there is atomic.
    unsafe { &*addr_of!(SHARED_INFO).cast() }
}

#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Port(pub u32);

impl Port {
    /// One that the other domain can take up.
    pub fn open(remote_domain: u16) -> Result<Port, i64> {
        #[repr(C)]
        struct AllocateUnbound {
            domain: u16,
            remote_domain: u16,
            port: u32,
        }
        const ALLOCATE_UNBOUND: u64 = 6;
        const SELF: u16 = 0x7ff0;
        let mut argument = AllocateUnbound { domain: SELF, remote_domain, port: 0 };
        // SAFETY: does nothing to memory.
        unsafe { operate(Call::EventChannel, ALLOCATE_UNBOUND, &mut argument)? };
        Ok(Port(argument.port))
    }

    pub fn notify(self) {
        const SEND: u64 = 4;
        let mut port = self.0;
        // SAFETY: does nothing to memory. It fails only when nobody is there to be told.
        let _ = unsafe { operate(Call::EventChannel, SEND, &mut port) };
    }

    /// From here on only what comes anew is pending.
    pub fn clear(self) {
        let (word, bit) = (self.0 / 64, self.0 % 64);
        shared_info().pending[word as usize].fetch_and(!(1 << bit), SeqCst);
    }
}

/// Sleeps until an event is pending at one of them, but no longer than that.
pub fn wait(ports: &[Port], longest: Duration) {
    #[repr(C)]
    struct Poll {
        ports: *const Port,
        count: u32,
        until: u64,
    }
    const POLL: u64 = 3;
    let until = time::nanoseconds() + longest.as_nanos() as u64;
    let mut argument = Poll { ports: ports.as_ptr(), count: ports.len() as u32, until };
    // SAFETY: only reads the ports, which outlive the call.
    let _ = unsafe { operate(Call::Scheduler, POLL, &mut argument) };
}
