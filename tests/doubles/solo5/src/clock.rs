//! Time since the start.

use smoltcp::time::Instant;
use std::sync::LazyLock;
use std::time::{self, SystemTime, UNIX_EPOCH};

static START: LazyLock<time::Instant> = LazyLock::new(time::Instant::now);

pub fn now() -> Instant {
    Instant::from_micros(START.elapsed().as_micros() as i64)
}

/// A number that differs from run to run.
pub fn cycles() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64)
}
