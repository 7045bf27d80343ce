//! Time since the start, counted by the processor's time-stamp counter.

use crate::{port, xen};
use core::arch::x86_64::_rdtsc;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use smoltcp::time::Instant;

/// The programmable interval timer's first channel, and what it counts a second.
const PIT_CHANNEL_0: u16 = 0x40;
const PIT_COMMAND: u16 = 0x43;
const PIT_HERTZ: u64 = 1_193_182;

const CALIBRATION_TICKS: u16 = (PIT_HERTZ / 1000) as u16;

/// Of the counter, or in Xen's time.
static START: AtomicU64 = AtomicU64::new(0);
static CYCLES_PER_SECOND: AtomicU64 = AtomicU64::new(u64::MAX);

/// On a PC, starts the timer, which from now on interrupts 18 times a second, and measures how fast the
/// time-stamp counter runs.
pub fn init() {
    if xen::is_host() {
        return START.store(xen::time::nanoseconds(), Relaxed);
    }
    START.store(cycles(), Relaxed);
    // SAFETY: nothing else uses the timer.
    unsafe {
        port::write_u8(PIT_COMMAND, 0x34); // channel 0, both bytes, start again at zero
        port::write_u8(PIT_CHANNEL_0, 0); // from 65,536
        port::write_u8(PIT_CHANNEL_0, 0);
    }
    // A host that lets us wait for a whole turn of the timer makes one figure too high.
    let slowest = (0..3).map(|_| measure_cycles_per_second()).min();
    CYCLES_PER_SECOND.store(slowest.unwrap_or(u64::MAX), Relaxed);
}

pub fn now() -> Instant {
    if xen::is_host() {
        let nanoseconds = xen::time::nanoseconds().saturating_sub(START.load(Relaxed));
        return Instant::from_micros((nanoseconds / 1000) as i64);
    }
    let elapsed = u128::from(cycles() - START.load(Relaxed));
    Instant::from_micros((elapsed * 1_000_000 / u128::from(CYCLES_PER_SECOND.load(Relaxed))) as i64)
}

pub fn cycles() -> u64 {
    // SAFETY: every x86-64 processor has the counter.
    unsafe { _rdtsc() }
}

fn measure_cycles_per_second() -> u64 {
    let (start, start_count) = sample();
    loop {
        let (end, end_count) = sample();
        let ticks = start_count.wrapping_sub(end_count); // it counts down
        if ticks >= CALIBRATION_TICKS {
            return (end - start) * PIT_HERTZ / u64::from(ticks);
        }
    }
}

/// Both counters at one moment: of a few readings the one that took least, so that the host
/// didn't do something else in between.
fn sample() -> (u64, u16) {
    let reading = || {
        let before = cycles();
        let count = timer_count();
        let after = cycles();
        (after - before, before + (after - before) / 2, count)
    };
    let (_, cycles, count) = reading().min(reading()).min(reading());
    (cycles, count)
}

fn timer_count() -> u16 {
    // SAFETY: nothing else uses the timer.
    unsafe {
        port::write_u8(PIT_COMMAND, 0x00); // hold channel 0's count for reading
        u16::from_le_bytes([port::read_u8(PIT_CHANNEL_0), port::read_u8(PIT_CHANNEL_0)])
    }
}
