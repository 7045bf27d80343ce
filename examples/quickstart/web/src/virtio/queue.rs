//! A queue of a legacy card. Its ring is as long as the card says, and in one piece: descriptors,
//! what is offered to the card, and from the next page on what the card has used.

use crate::card::FRAME_SIZE;
use crate::memory::Memory;
use alloc::boxed::Box;
use core::array;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU16, AtomicU32, AtomicU64, Ordering::*, fence};
use virtio_drivers::{BufferDirection, Hal, PAGE_SIZE};

/// In front of each frame. All that it could say has to be agreed on first, so it stays empty.
const HEADER_SIZE: usize = 10;

const DESCRIPTOR_SIZE: usize = 16;
/// Offered and used buffers are each counted at this place of their part of the ring, behind flags.
const COUNT: usize = 2;
const ENTRIES: usize = 4;
const USED_ENTRY_SIZE: usize = 8;

/// Flags of a descriptor.
const NEXT: u16 = 1;
const WRITABLE: u16 = 2;

/// The one flag of either side: don't tell me.
const SILENT: u16 = 1;

#[derive(Clone, Copy, PartialEq)]
pub enum Direction {
    Receive,
    Send,
}

struct Buffer {
    header: [u8; HEADER_SIZE],
    frame: [u8; FRAME_SIZE],
}

pub struct Queue {
    ring: NonNull<u8>,
    size: u16,
    /// Where these parts of the ring are.
    available: usize,
    used: usize,
    direction: Direction,
    buffers: Box<[Buffer]>,
    offered: u16,
    taken: u16,
}

impl Queue {
    /// A ring of the size that the card has for it, with so many buffers as far as they have place.
    pub fn new(size: u16, most: u16, direction: Direction) -> Queue {
        let length = usize::from(size);
        let available = length * DESCRIPTOR_SIZE;
        let used = (available + ENTRIES + (length + 1) * size_of::<u16>()).next_multiple_of(PAGE_SIZE);
        let bytes = used + ENTRIES + length * USED_ENTRY_SIZE + size_of::<u16>();
        let (_, ring) = Memory::dma_alloc(bytes.div_ceil(PAGE_SIZE), BufferDirection::Both);
        let empty = |_| Buffer { header: [0; HEADER_SIZE], frame: [0; FRAME_SIZE] };
        let buffers = (0..most.min(size / 2)).map(empty).collect();
        let queue = Queue { ring, size, available, used, direction, buffers, offered: 0, taken: 0 };
        if direction == Direction::Send {
            queue.at::<AtomicU16>(available).store(SILENT, Relaxed);
        }
        queue
    }

    /// How the card is told where the ring is.
    pub fn page(&self) -> u32 {
        (self.ring.as_ptr() as usize / PAGE_SIZE) as u32
    }

    /// The numbers of all buffers.
    pub fn buffers(&self) -> impl Iterator<Item = u16> + use<> {
        0..self.buffers.len() as u16
    }

    pub fn frame(&mut self, buffer: u16) -> &mut [u8; FRAME_SIZE] {
        &mut self.buffers[usize::from(buffer)].frame
    }

    /// Gives a buffer to the card, with so much of its frame.
    pub fn offer(&mut self, buffer: u16, length: usize) {
        // Header and frame are apart: not every host takes both in one.
        let Buffer { header, frame } = &self.buffers[usize::from(buffer)];
        let (first, second) = (2 * buffer, 2 * buffer + 1);
        let writable = if self.direction == Direction::Receive { WRITABLE } else { 0 };
        self.describe(first, &header[..], writable | NEXT, second);
        self.describe(second, &frame[..length], writable, 0);
        let entry = self.available + ENTRIES + usize::from(self.offered % self.size) * size_of::<u16>();
        self.at::<AtomicU16>(entry).store(first, Relaxed);
        self.offered = self.offered.wrapping_add(1);
        self.at::<AtomicU16>(self.available + COUNT).store(self.offered, Release);
    }

    /// Whether the card wants to be told of what was offered. It looks once more after it has said so.
    pub fn wants_notice(&self) -> bool {
        fence(SeqCst);
        self.at::<AtomicU16>(self.used).load(Relaxed) & SILENT == 0
    }

    pub fn has_used(&self) -> bool {
        self.at::<AtomicU16>(self.used + COUNT).load(Acquire) != self.taken
    }

    /// Takes a buffer back that the card has used, and the length of the frame that it wrote.
    pub fn take(&mut self) -> Option<(u16, usize)> {
        if !self.has_used() {
            return None;
        }
        let entry = self.used + ENTRIES + usize::from(self.taken % self.size) * USED_ENTRY_SIZE;
        let [first, written] = array::from_fn(|index| self.at::<AtomicU32>(entry + index * 4).load(Relaxed));
        self.taken = self.taken.wrapping_add(1);
        Some((first as u16 / 2, (written as usize).saturating_sub(HEADER_SIZE)))
    }

    fn describe(&self, descriptor: u16, bytes: &[u8], flags: u16, next: u16) {
        let start = usize::from(descriptor) * DESCRIPTOR_SIZE;
        let rest = bytes.len() as u64 | u64::from(flags) << 32 | u64::from(next) << 48;
        self.at::<AtomicU64>(start).store(bytes.as_ptr() as u64, Relaxed);
        self.at::<AtomicU64>(start + 8).store(rest, Relaxed);
    }

    /// Asked only for atomics within the ring, as the card has it too.
    fn at<Atomic>(&self, offset: usize) -> &Atomic {
        // SAFETY: the ring is as large as `new` has made it, for good, and nothing else refers to it.
        unsafe { self.ring.add(offset).cast().as_ref() }
    }
}
