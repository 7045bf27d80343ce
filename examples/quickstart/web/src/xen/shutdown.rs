//! The end of a guest: how it is asked for, and how it is told.

use super::console;
use super::events::Port;
use super::hypercall::{Call, operate};
use super::store::Store;
use alloc::string::String;
use log::info;

/// What the toolstack has to say to a guest, as `xl shutdown` does. It waits until that is cleared.
const REQUEST: &str = "control/shutdown";

pub struct Requests(Store);

impl Requests {
    pub fn watch(mut store: Store) -> Result<Requests, String> {
        store.watch(REQUEST)?;
        Ok(Requests(store))
    }

    /// For who has something else to ask.
    pub fn store(&mut self) -> &mut Store {
        &mut self.0
    }

    /// Where an event is pending when there may be one.
    pub fn port(&self) -> Port {
        self.0.port()
    }

    /// Ends the guest when it is asked to.
    pub fn heed(&mut self) {
        if !self.0.has_changed() {
            return;
        }
        let reason = match self.0.read(REQUEST).as_deref() {
            Ok("poweroff" | "halt") => Reason::PowerOff,
            Ok("reboot") => Reason::Reboot,
            _ => return,
        };
        info!("told to end");
        let _ = self.0.write(REQUEST, "");
        shut_down(reason);
    }
}

/// What the toolstack gets to know, and acts on: `on_poweroff=`, `on_reboot=` and `on_crash=`.
#[derive(Clone, Copy)]
pub enum Reason {
    PowerOff = 0,
    Reboot = 1,
    Crash = 3,
}

pub fn shut_down(reason: Reason) {
    const SHUTDOWN: u64 = 2;
    console::flush();
    let mut reason = reason as u32;
    // SAFETY: nothing is left to be disturbed.
    let _ = unsafe { operate(Call::Scheduler, SHUTDOWN, &mut reason) };
}
