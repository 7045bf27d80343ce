//! The card of a host that has virtio only as it was before version 1.0, Google Compute Engine for
//! one. Its registers are I/O ports.

use super::queue::{Direction, Queue};
use crate::card::{Driver, FRAME_SIZE};
use crate::{interrupts, port};
use alloc::{format, string::String, vec::Vec};
use core::array;

const RECEIVE_BUFFERS: u16 = 64;
const SEND_BUFFERS: u16 = 16;

/// The registers, behind the first one.
const OFFERED_FEATURES: u16 = 0;
const ACCEPTED_FEATURES: u16 = 4;
const QUEUE_PAGE: u16 = 8;
const QUEUE_SIZE: u16 = 12;
const QUEUE_SELECT: u16 = 14;
const QUEUE_NOTIFY: u16 = 16;
const STATUS: u16 = 18;
const INTERRUPTS: u16 = 19;
const MAC: u16 = 20;

const MAC_IS_GIVEN: u32 = 1 << 5;

const RESET: u8 = 0;
const ACKNOWLEDGED: u8 = 1;
const DRIVEN: u8 = 2;
const READY: u8 = 4;

const RECEIVE: u16 = 0;
const SEND: u16 = 1;

pub struct LegacyCard {
    registers: Registers,
    mac: [u8; 6],
    received: Queue,
    sent: Queue,
    /// Which of the buffers to send are ours now.
    free: Vec<u16>,
}

impl LegacyCard {
    pub fn start(first_port: u16) -> Result<LegacyCard, String> {
        let registers = Registers(first_port);
        for status in [RESET, ACKNOWLEDGED, ACKNOWLEDGED | DRIVEN] {
            registers.set_status(status);
        }
        registers.accept_features(MAC_IS_GIVEN);
        let received = registers.set_up(RECEIVE, RECEIVE_BUFFERS, Direction::Receive)?;
        let sent = registers.set_up(SEND, SEND_BUFFERS, Direction::Send)?;
        registers.set_status(ACKNOWLEDGED | DRIVEN | READY);
        let free = sent.buffers().collect();
        let mut card = LegacyCard { registers, mac: registers.mac(), received, sent, free };
        for buffer in card.received.buffers() {
            card.received.offer(buffer, FRAME_SIZE);
        }
        registers.notify(RECEIVE);
        Ok(card)
    }
}

impl Driver for LegacyCard {
    fn mac(&self) -> [u8; 6] {
        self.mac
    }

    fn can_receive(&mut self) -> bool {
        self.received.has_used()
    }

    fn receive(&mut self) -> Option<Vec<u8>> {
        let (buffer, length) = self.received.take()?;
        let frame = self.received.frame(buffer).get(..length).unwrap_or_default().to_vec();
        self.received.offer(buffer, FRAME_SIZE);
        if self.received.wants_notice() {
            self.registers.notify(RECEIVE);
        }
        Some(frame)
    }

    fn can_send(&mut self) -> bool {
        while let Some((buffer, _)) = self.sent.take() {
            self.free.push(buffer);
        }
        !self.free.is_empty()
    }

    fn send(&mut self, frame: &[u8]) {
        let Some(buffer) = self.free.pop() else { return };
        self.sent.frame(buffer)[..frame.len()].copy_from_slice(frame);
        self.sent.offer(buffer, frame.len());
        if self.sent.wants_notice() {
            self.registers.notify(SEND);
        }
    }

    fn wait(&mut self) {
        interrupts::wait();
        self.registers.acknowledge_interrupt();
    }
}

/// The first one's port.
#[derive(Clone, Copy)]
struct Registers(u16);

// SAFETY of all below: the ports are this card's, and the queues that it is told of stay.
impl Registers {
    fn set_status(self, status: u8) {
        unsafe { port::write_u8(self.0 + STATUS, status) }
    }

    fn accept_features(self, known: u32) {
        unsafe { port::write_u32(self.0 + ACCEPTED_FEATURES, port::read_u32(self.0 + OFFERED_FEATURES) & known) }
    }

    fn mac(self) -> [u8; 6] {
        array::from_fn(|index| unsafe { port::read_u8(self.0 + MAC + index as u16) })
    }

    fn set_up(self, number: u16, buffers: u16, direction: Direction) -> Result<Queue, String> {
        unsafe { port::write_u16(self.0 + QUEUE_SELECT, number) }
        let size = unsafe { port::read_u16(self.0 + QUEUE_SIZE) };
        if size < 2 {
            return Err(format!("the network card's queue {number} has place for {size}; there should be 2 or more"));
        }
        let queue = Queue::new(size, buffers, direction);
        unsafe { port::write_u32(self.0 + QUEUE_PAGE, queue.page()) }
        Ok(queue)
    }

    fn notify(self, queue: u16) {
        unsafe { port::write_u16(self.0 + QUEUE_NOTIFY, queue) }
    }

    /// Reading is what does it.
    fn acknowledge_interrupt(self) {
        unsafe { port::read_u8(self.0 + INTERRUPTS) };
    }
}
