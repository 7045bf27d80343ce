//! The other machine that this boots on: a PVH guest of Xen. It has none of a PC's devices; the
//! hypervisor is called, and shares pages of memory.

pub mod console;
mod events;
mod grants;
mod handshake;
mod hypercall;
mod messages;
mod network;
mod pages;
mod ring;
pub mod shutdown;
mod store;
mod stream;
pub mod time;

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

pub use network::NetworkCard;

static IS_HOST: AtomicBool = AtomicBool::new(false);

/// Whether this is a guest of Xen. Not before `init`.
pub fn is_host() -> bool {
    IS_HOST.load(Relaxed)
}

/// Finds out, and makes all else here usable.
pub fn init() {
    let Some(hypervisor) = hypercall::find() else { return };
    hypervisor.init();
    events::init();
    IS_HOST.store(true, Relaxed);
}
