//! The network card of a Xen guest: two rings of pages, to and from the host's end.

use super::events::{self, Port};
use super::grants::Grants;
use super::handshake::{Connection, OtherEnd};
use super::messages::{ReceiveRequest, ReceiveResponse, SendRequest, SendResponse};
use super::pages::Page;
use super::ring::Ring;
use super::shutdown::Requests;
use super::store::Store;
use crate::card::Driver;
use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::time::Duration;

const RECEIVE_BUFFERS: u16 = 32;
const SEND_BUFFERS: u16 = 16;

/// Like a PC's timer, this lets the network's own timers run out in time.
const LONGEST_SLEEP: Duration = Duration::from_millis(50);
/// A page that the host may use. It has it while its request is on the ring, and only then.
struct Buffer {
    page: Box<Page>,
    reference: u32,
}

pub struct NetworkCard {
    mac: [u8; 6],
    port: Port,
    received: Ring<ReceiveRequest, ReceiveResponse>,
    receive_buffers: Vec<Buffer>,
    sent: Ring<SendRequest, SendResponse>,
    send_buffers: Vec<Buffer>,
    /// Which of the buffers to send are ours now.
    free: Vec<u16>,
    requests: Requests,
}

impl NetworkCard {
    /// The first one, connected with its other end. While it waits for frames it heeds what the toolstack asks for.
    pub fn find() -> Result<NetworkCard, String> {
        let mut requests = Requests::watch(Store::open())?;
        let other = OtherEnd::find(requests.store())?;
        let mut grants = Grants::to(other.domain);
        let port = Port::open(other.domain).map_err(|status| format!("Xen gives it no event channel: {status}"))?;
        let mut buffers = |count| (0..count).map(|_| Buffer::new(&mut grants)).collect();
        let (receive_buffers, send_buffers) = (buffers(RECEIVE_BUFFERS), buffers(SEND_BUFFERS));
        let free = (0..SEND_BUFFERS).collect();
        let (received, sent) = (Ring::new(), Ring::new());
        let mac = other.mac.0;
        let mut card = NetworkCard { mac, port, received, receive_buffers, sent, send_buffers, free, requests };
        for id in 0..RECEIVE_BUFFERS {
            card.offer(id);
        }
        card.received.publish();
        let [send_ring, receive_ring] = [card.sent.page(), card.received.page()].map(|page| grants.grant(page));
        other.connect(card.requests.store(), &Connection { port, send_ring, receive_ring })?;
        Ok(card)
    }

    /// Gives the host a page for a frame to come.
    fn offer(&mut self, id: u16) {
        let reference = self.receive_buffers[usize::from(id)].reference;
        self.received.push(ReceiveRequest { id, padding: 0, reference });
    }

    fn take_back_sent(&mut self) {
        while let Some(SendResponse { id, .. }) = self.sent.pop() {
            self.free.push(id);
        }
    }
}

impl Driver for NetworkCard {
    fn mac(&self) -> [u8; 6] {
        self.mac
    }

    fn can_receive(&mut self) -> bool {
        self.received.await_response()
    }

    fn receive(&mut self) -> Option<Vec<u8>> {
        let ReceiveResponse { id, offset, status, .. } = self.received.pop()?;
        // One that has failed arrives as an empty frame, which is none to anybody.
        let (start, size) = (usize::from(offset), usize::try_from(status).unwrap_or(0));
        let page = self.receive_buffers[usize::from(id)].page.bytes();
        let frame = page.get(start..start + size).unwrap_or_default().to_vec();
        self.offer(id);
        if self.received.publish() {
            self.port.notify();
        }
        Some(frame)
    }

    fn can_send(&mut self) -> bool {
        self.take_back_sent();
        !self.free.is_empty()
    }

    fn send(&mut self, frame: &[u8]) {
        let Some(id) = self.free.pop() else { return };
        let Buffer { page, reference } = &mut self.send_buffers[usize::from(id)];
        page.bytes_mut()[..frame.len()].copy_from_slice(frame);
        let size = frame.len() as u16;
        self.sent.push(SendRequest { reference: *reference, offset: 0, flags: 0, id, size });
        if self.sent.publish() {
            self.port.notify();
        }
    }

    fn wait(&mut self) {
        events::wait(&[self.port, self.requests.port()], LONGEST_SLEEP);
        self.port.clear();
        self.requests.heed();
    }
}

impl Buffer {
    fn new(grants: &mut Grants) -> Buffer {
        let page = Box::new(Page::ZERO);
        let reference = grants.grant(&*page);
        Buffer { page, reference }
    }
}
