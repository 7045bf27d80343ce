//! The grant table: which of this guest's pages another domain may use.

use super::pages::{Kept, PAGE_SIZE, Page, frame_of, map};
use core::ptr::addr_of_mut;
use core::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// The first ones are the toolstack's.
const FIRST_FREE: usize = 8;
const PERMIT_ACCESS: u64 = 1;

static mut TABLE: Page = Page::ZERO;

pub struct Grants {
    /// Each is flags, domain and frame in 16, 16 and 32 bits.
    entries: &'static [AtomicU64; PAGE_SIZE / size_of::<AtomicU64>()],
    next: usize,
    domain: u16,
}

impl Grants {
    /// To be called once.
    pub fn to(domain: u16) -> Grants {
        // SAFETY: nothing else uses the page, and from then on all there is atomic.
        let entries = unsafe {
            map(Kept::GrantTable, addr_of_mut!(TABLE));
            &*addr_of_mut!(TABLE).cast()
        };
        Grants { entries, next: FIRST_FREE, domain }
    }

    /// Lets the domain read and write a page for good. It knows it by the number.
    pub fn grant(&mut self, page: *const Page) -> u32 {
        let reference = self.next;
        self.next += 1;
        let entry = frame_of(page) << 32 | u64::from(self.domain) << 16 | PERMIT_ACCESS;
        self.entries[reference].store(entry, SeqCst);
        reference as u32
    }
}
