//! The heap, and how devices see memory: physical and virtual addresses are the same.

use alloc::alloc::{alloc_zeroed, dealloc};
use core::alloc::Layout;
use core::ptr::{NonNull, addr_of_mut};
use linked_list_allocator::LockedHeap;
use virtio_drivers::{BufferDirection, Hal, PAGE_SIZE, PhysAddr};

const HEAP_SIZE: usize = 2 << 20;

const IDENTITY_MAPPED: u64 = 4 << 30;
const LARGE_PAGE: u64 = 2 << 20;
/// Present, writable, write-through, not cached, large.
const DEVICE_PAGE: u64 = 0x9b;

#[global_allocator]
static ALLOCATOR: LockedHeap = LockedHeap::empty();

static mut HEAP: [u8; HEAP_SIZE] = [0; HEAP_SIZE];

pub fn init() {
    // SAFETY: called once, and only the allocator touches this memory.
    unsafe { ALLOCATOR.lock().init(addr_of_mut!(HEAP).cast(), HEAP_SIZE) }
}

pub struct Memory;

// SAFETY: the heap and the first 4 GiB are mapped to themselves for good.
unsafe impl Hal for Memory {
    fn dma_alloc(pages: usize, _: BufferDirection) -> (PhysAddr, NonNull<u8>) {
        // SAFETY: the layout isn't empty.
        let start = unsafe { alloc_zeroed(page_layout(pages)) };
        let start = NonNull::new(start).expect("the heap is too small for the virtio queues");
        (start.as_ptr() as PhysAddr, start)
    }

    unsafe fn dma_dealloc(_: PhysAddr, start: NonNull<u8>, pages: usize) -> i32 {
        unsafe { dealloc(start.as_ptr(), page_layout(pages)) };
        0
    }

    unsafe fn mmio_phys_to_virt(address: PhysAddr, size: usize) -> NonNull<u8> {
        let mapped = if address < IDENTITY_MAPPED { address } else { map_high(address, size as u64) };
        NonNull::new(mapped as *mut u8).expect("a device has its registers at address 0")
    }

    unsafe fn share(buffer: NonNull<[u8]>, _: BufferDirection) -> PhysAddr {
        buffer.as_ptr().cast::<u8>() as PhysAddr
    }

    unsafe fn unshare(_: PhysAddr, _: NonNull<[u8]>, _: BufferDirection) {}
}

fn page_layout(pages: usize) -> Layout {
    Layout::from_size_align(pages * PAGE_SIZE, PAGE_SIZE).expect("the size of the virtio queues is absurd")
}

/// Firmware may place a device's registers above the identity mapping: these are mapped right
/// behind it, through the page directory that `boot.rs` left empty.
fn map_high(address: PhysAddr, size: u64) -> u64 {
    unsafe extern "C" {
        static mut high_page_directory: [u64; 512];
    }
    let first = address & !(LARGE_PAGE - 1);
    let pages = (address + size - first).div_ceil(LARGE_PAGE) as usize;
    // SAFETY: on one processor, without interrupts, nobody else changes the table.
    let table = unsafe { &mut *addr_of_mut!(high_page_directory) };
    let slot = table
        .windows(pages)
        .position(|slots| slots.iter().all(|&slot| slot == 0))
        .expect("too many device registers above 4 GiB");
    for (slot, page) in table[slot..slot + pages].iter_mut().zip(0..) {
        *slot = (first + page * LARGE_PAGE) | DEVICE_PAGE;
    }
    IDENTITY_MAPPED + slot as u64 * LARGE_PAGE + (address - first)
}
