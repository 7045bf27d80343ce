//! A stream of bytes through a shared page, as the console and the store have them.

use core::sync::atomic::{AtomicU8, AtomicU32, Ordering::*};

/// Both numbers only ever grow; the bytes between them are on their way.
pub struct Stream<'a> {
    pub bytes: &'a [AtomicU8],
    pub consumed: &'a AtomicU32,
    pub produced: &'a AtomicU32,
}

impl Stream<'_> {
    pub fn is_empty(&self) -> bool {
        self.consumed.load(Acquire) == self.produced.load(Acquire)
    }

    /// As many as there is place for.
    pub fn write(&self, bytes: &[u8]) -> usize {
        let start = self.produced.load(Relaxed);
        let used = start.wrapping_sub(self.consumed.load(Acquire)) as usize;
        let length = bytes.len().min(self.bytes.len().saturating_sub(used));
        for (&byte, index) in bytes[..length].iter().zip(start..) {
            self.at(index).store(byte, Relaxed);
        }
        self.produced.store(start.wrapping_add(length as u32), Release);
        length
    }

    /// As many as have come, if there is place for them.
    pub fn read(&self, buffer: &mut [u8]) -> usize {
        let start = self.consumed.load(Relaxed);
        let length = buffer.len().min(self.produced.load(Acquire).wrapping_sub(start) as usize);
        for (byte, index) in buffer[..length].iter_mut().zip(start..) {
            *byte = self.at(index).load(Relaxed);
        }
        self.consumed.store(start.wrapping_add(length as u32), Release);
        length
    }

    fn at(&self, index: u32) -> &AtomicU8 {
        &self.bytes[index as usize % self.bytes.len()]
    }
}
