//! A ring of requests to another domain, which puts its responses into their place.

use super::pages::{PAGE_SIZE, Page};
use alloc::boxed::Box;
use core::marker::PhantomData;
use core::ptr::from_ref;
use core::sync::atomic::{AtomicU32, Ordering::*, fence};

#[repr(C)]
struct Header {
    requests: AtomicU32,
    /// Whose number of requests makes the other side want to hear of it.
    request_event: AtomicU32,
    responses: AtomicU32,
    /// The same for this side.
    response_event: AtomicU32,
    reserved: [u32; 12],
}

pub struct Ring<Request, Response> {
    page: &'static Page,
    requests: u32,
    consumed: u32,
    entries: PhantomData<(Request, Response)>,
}

impl<Request: Copy, Response: Copy> Ring<Request, Response> {
    const ENTRY_SIZE: usize = max(size_of::<Request>(), size_of::<Response>());
    const LENGTH: usize = 1 << ((PAGE_SIZE - size_of::<Header>()) / Self::ENTRY_SIZE).ilog2();

    /// In a page of its own, for good.
    pub fn new() -> Self {
        let ring = Ring { page: Box::leak(Box::new(Page::ZERO)), requests: 0, consumed: 0, entries: PhantomData };
        ring.header().request_event.store(1, Relaxed);
        ring.header().response_event.store(1, Relaxed);
        ring
    }

    pub fn page(&self) -> *const Page {
        self.page
    }

    /// Puts a request into the ring. There must be fewer than the ring is long.
    pub fn push(&mut self, request: Request) {
        // SAFETY: the other side doesn't look at the entry before `publish`.
        unsafe { self.entry(self.requests).cast::<Request>().cast_mut().write_volatile(request) }
        self.requests = self.requests.wrapping_add(1);
    }

    /// Lets the other side see what was pushed. Says whether it wants to be told.
    pub fn publish(&mut self) -> bool {
        let header = self.header();
        let before = header.requests.swap(self.requests, SeqCst);
        let awaited = header.request_event.load(SeqCst);
        self.requests.wrapping_sub(awaited) < self.requests.wrapping_sub(before)
    }

    pub fn pop(&mut self) -> Option<Response> {
        if !self.has_response() {
            return None;
        }
        // SAFETY: the other side has written a response there, and doesn't any more.
        let response = unsafe { self.entry(self.consumed).cast::<Response>().read_volatile() };
        self.consumed = self.consumed.wrapping_add(1);
        Some(response)
    }

    /// Whether there is a response. If there is none, an event will tell of the next.
    pub fn await_response(&self) -> bool {
        self.header().response_event.store(self.consumed.wrapping_add(1), SeqCst);
        fence(SeqCst);
        self.has_response()
    }

    fn has_response(&self) -> bool {
        self.header().responses.load(Acquire) != self.consumed
    }

    fn header(&self) -> &Header {
        // SAFETY: that is what every ring begins with, and all there is atomic.
        unsafe { &*from_ref(self.page).cast() }
    }

    fn entry(&self, index: u32) -> *const u8 {
        let offset = size_of::<Header>() + index as usize % Self::LENGTH * Self::ENTRY_SIZE;
        from_ref(self.page).cast::<u8>().wrapping_add(offset)
    }
}

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}
