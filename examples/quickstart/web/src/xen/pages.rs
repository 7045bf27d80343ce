//! Pages of memory that are shared with the host.

use super::hypercall::{Call, operate};

pub const PAGE_SIZE: usize = 4096;

#[repr(C, align(4096))]
pub struct Page([u8; PAGE_SIZE]);

impl Page {
    pub const ZERO: Page = Page([0; PAGE_SIZE]);

    pub fn bytes(&self) -> &[u8; PAGE_SIZE] {
        &self.0
    }

    pub fn bytes_mut(&mut self) -> &mut [u8; PAGE_SIZE] {
        &mut self.0
    }
}

/// This guest, whatever its number.
const SELF: u16 = 0x7ff0;

/// What the hypervisor keeps for each guest and lets it see at an address of its choice.
#[derive(Clone, Copy)]
pub enum Kept {
    SharedInfo = 0,
    GrantTable = 1,
}

/// Puts what the hypervisor keeps into the place of a page.
///
/// # Safety
/// Nothing else may use the page.
pub unsafe fn map(kept: Kept, page: *mut Page) {
    #[repr(C)]
    struct AddToPhysmap {
        domain: u16,
        size: u16,
        space: u32,
        index: u64,
        frame: u64,
    }
    const ADD_TO_PHYSMAP: u64 = 7;
    let frame = frame_of(page);
    let mut argument = AddToPhysmap { domain: SELF, size: 0, space: kept as u32, index: 0, frame };
    // There is no console yet that could tell of a failure.
    let _ = unsafe { operate(Call::Memory, ADD_TO_PHYSMAP, &mut argument) };
}

/// What the toolstack has made ready for this guest.
#[derive(Clone, Copy)]
pub enum Parameter {
    StorePage = 1,
    StorePort = 2,
    ConsolePage = 17,
    ConsolePort = 18,
}

pub fn parameter(parameter: Parameter) -> u64 {
    #[repr(C)]
    struct HvmParameter {
        domain: u16,
        index: u32,
        value: u64,
    }
    const GET: u64 = 1;
    let mut argument = HvmParameter { domain: SELF, index: parameter as u32, value: 0 };
    // SAFETY: only reads. These parameters every guest has.
    let _ = unsafe { operate(Call::Hvm, GET, &mut argument) };
    argument.value
}

/// A page that the toolstack has made ready, as what its format says.
///
/// # Safety
/// The page must be of that format. All that may change there must be atomic.
pub unsafe fn given<Format>(page: Parameter) -> &'static Format {
    let address = parameter(page) as usize * PAGE_SIZE;
    unsafe { &*(address as *const Format) }
}

pub fn frame_of(page: *const Page) -> u64 {
    (page as usize / PAGE_SIZE) as u64
}
