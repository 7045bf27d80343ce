//! The log, through the page that the host's console daemon reads.

use super::events::{Port, wait};
use super::pages::{Parameter, given, parameter};
use super::stream::Stream;
use core::sync::atomic::{AtomicU8, AtomicU32};
use core::time::Duration;

/// How often to look for place, and how many times. A log that nobody reads shall not hold up the rest.
const INTERVAL: Duration = Duration::from_millis(50);
const PATIENCE: usize = 20;

#[repr(C)]
struct Page {
    input: [AtomicU8; 1024],
    output: [AtomicU8; 2048],
    input_consumed: AtomicU32,
    input_produced: AtomicU32,
    output_consumed: AtomicU32,
    output_produced: AtomicU32,
}

fn output() -> Stream<'static> {
    // SAFETY: the host has given the page for this.
    let page: &Page = unsafe { given(Parameter::ConsolePage) };
    Stream { bytes: &page.output, consumed: &page.output_consumed, produced: &page.output_produced }
}

fn port() -> Port {
    Port(parameter(Parameter::ConsolePort) as u32)
}

pub fn write(text: &[u8]) {
    let output = output();
    let mut rest = text;
    for _ in 0..PATIENCE {
        rest = &rest[output.write(rest)..];
        // The daemon bears only so many events a second: one for a line will do.
        if rest.is_empty() && !text.ends_with(b"\n") {
            return;
        }
        port().notify();
        if rest.is_empty() {
            return;
        }
        wait_for_reader();
    }
}

/// Waits until all is read, as what is left goes with the guest.
pub fn flush() {
    for _ in 0..PATIENCE {
        if output().is_empty() {
            return;
        }
        wait_for_reader();
    }
}

fn wait_for_reader() {
    port().clear();
    wait(&[port()], INTERVAL);
}
