//! A client of the store, the small tree of texts through which the domains find each other.

use super::events::{Port, wait};
use super::pages::{Parameter, given, parameter};
use super::stream::Stream;
use alloc::{format, string::String, vec, vec::Vec};
use core::sync::atomic::{AtomicU8, AtomicU32};
use core::time::Duration;

#[repr(C)]
struct Page {
    requests: [AtomicU8; 1024],
    responses: [AtomicU8; 1024],
    requests_consumed: AtomicU32,
    requests_produced: AtomicU32,
    responses_consumed: AtomicU32,
    responses_produced: AtomicU32,
}

const READ: u32 = 2;
const WATCH: u32 = 4;
const WRITE: u32 = 11;
const WATCH_EVENT: u32 = 15;
const ERROR: u32 = 16;
const HEADER_SIZE: usize = 16;

const PATIENCE: Duration = Duration::from_secs(1);

pub struct Store {
    page: &'static Page,
    port: Port,
    /// Something that is watched has changed since that was last asked.
    changed: bool,
}

impl Store {
    /// There may be one at a time.
    pub fn open() -> Store {
        // SAFETY: the host has given the page for this.
        let page = unsafe { given(Parameter::StorePage) };
        Store { page, port: Port(parameter(Parameter::StorePort) as u32), changed: false }
    }

    /// Where an event is pending when something that is watched has changed.
    pub fn port(&self) -> Port {
        self.port
    }

    pub fn read(&mut self, path: &str) -> Result<String, String> {
        self.ask(READ, path, format!("{path}\0").as_bytes())
    }

    pub fn write(&mut self, path: &str, value: &str) -> Result<(), String> {
        self.ask(WRITE, path, format!("{path}\0{value}").as_bytes()).map(|_| ())
    }

    /// Is told at once of how it is now.
    pub fn watch(&mut self, path: &str) -> Result<(), String> {
        self.ask(WATCH, path, format!("{path}\0\0").as_bytes()).map(|_| ())
    }

    /// Whether something that is watched has changed since the last time.
    pub fn has_changed(&mut self) -> bool {
        self.port.clear();
        while !self.responses().is_empty() {
            // What is not asked for is an event.
            self.receive();
            self.changed = true;
        }
        core::mem::take(&mut self.changed)
    }

    fn ask(&mut self, kind: u32, path: &str, payload: &[u8]) -> Result<String, String> {
        let header = [kind, 0, 0, payload.len() as u32].map(u32::to_le_bytes);
        self.send(&[header.as_flattened(), payload].concat());
        let (kind, answer) = loop {
            match self.receive() {
                (WATCH_EVENT, _) => self.changed = true,
                answer => break answer,
            }
        };
        let answer = String::from_utf8_lossy(&answer).trim_end_matches('\0').into();
        if kind == ERROR { Err(format!("Xen's store says {answer} for {path}")) } else { Ok(answer) }
    }

    fn send(&mut self, message: &[u8]) {
        let Page { requests, requests_consumed, requests_produced, .. } = self.page;
        let stream = Stream { bytes: requests, consumed: requests_consumed, produced: requests_produced };
        let mut rest = message;
        while !rest.is_empty() {
            let written = stream.write(rest);
            rest = &rest[written..];
            self.turn(written);
        }
    }

    fn receive(&mut self) -> (u32, Vec<u8>) {
        let header = self.receive_bytes(HEADER_SIZE);
        let word = |index: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| header[4 * index + byte]));
        (word(0), self.receive_bytes(word(3) as usize))
    }

    fn receive_bytes(&mut self, length: usize) -> Vec<u8> {
        let stream = self.responses();
        let mut bytes = vec![0; length];
        let mut received = 0;
        while received < length {
            let read = stream.read(&mut bytes[received..]);
            received += read;
            self.turn(read);
        }
        bytes
    }

    fn responses(&self) -> Stream<'static> {
        let Page { responses, responses_consumed, responses_produced, .. } = self.page;
        Stream { bytes: responses, consumed: responses_consumed, produced: responses_produced }
    }

    /// Tells the host of bytes that came or went, or waits for it when there were none.
    fn turn(&self, moved: usize) {
        if moved > 0 {
            return self.port.notify();
        }
        wait(&[self.port], PATIENCE);
        self.port.clear();
    }
}
