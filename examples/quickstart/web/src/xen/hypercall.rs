//! Calls of the hypervisor.

use super::pages::Page;
use core::arch::asm;
use core::arch::x86_64::{__cpuid, CpuidResult};
use core::ptr::addr_of_mut;

/// Where a hypervisor may tell of itself, and the step between such places if there are several.
const FIRST_LEAF: u32 = 0x4000_0000;
const LAST_LEAF: u32 = 0x4001_0000;
const LEAF_STEP: usize = 0x100;
const SIGNATURE: &[u8; 12] = b"XenVMMXenVMM";

/// Each call has its own entry into this page, which the hypervisor fills in.
static mut ENTRIES: Page = Page::ZERO;
const ENTRY_SIZE: usize = 32;

#[derive(Clone, Copy)]
pub enum Call {
    Memory = 12,
    Scheduler = 29,
    EventChannel = 32,
    Hvm = 34,
}

pub struct Hypervisor {
    leaf: u32,
}

/// Xen, if it is what this runs on.
pub fn find() -> Option<Hypervisor> {
    let is_xen = |&leaf: &u32| {
        let CpuidResult { ebx, ecx, edx, .. } = __cpuid(leaf);
        [ebx, ecx, edx].map(u32::to_le_bytes).as_flattened() == SIGNATURE
    };
    (FIRST_LEAF..LAST_LEAF).step_by(LEAF_STEP).find(is_xen).map(|leaf| Hypervisor { leaf })
}

impl Hypervisor {
    /// Has the entries filled in. To be called before anything else here.
    pub fn init(&self) {
        let register = __cpuid(self.leaf + 2).ebx;
        let page = addr_of_mut!(ENTRIES) as usize;
        // SAFETY: Xen writes to that page alone, which nothing else uses.
        unsafe { asm!("wrmsr", in("ecx") register, in("eax") page as u32, in("edx") (page >> 32) as u32) }
    }
}

/// Has an operation done. Its argument is read, and for some written.
///
/// # Safety
/// The argument must be the structure that Xen expects, and what the operation does to memory must
/// be what its owner expects.
pub unsafe fn operate<Argument>(call: Call, operation: u64, argument: &mut Argument) -> Result<(), i64> {
    let entry = addr_of_mut!(ENTRIES) as usize + call as usize * ENTRY_SIZE;
    let status: i64;
    unsafe {
        asm!(
            "call {entry}",
            entry = in(reg) entry,
            inlateout("rdi") operation => _,
            inlateout("rsi") argument => _,
            lateout("rax") status,
            lateout("rcx") _, lateout("rdx") _, lateout("r8") _, lateout("r10") _, lateout("r11") _,
        );
    }
    if status < 0 { Err(status) } else { Ok(()) }
}
