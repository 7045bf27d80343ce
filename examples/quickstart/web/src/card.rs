//! The virtio card as smoltcp's network device.

use crate::virtio::Driver;
use alloc::{collections::VecDeque, vec::Vec};
use log::warn;
use smoltcp::phy::{Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::time::Instant;
use smoltcp::wire::{EthernetAddress, EthernetFrame, EthernetProtocol, IpProtocol, Ipv4Packet};

const FRAME_SIZE: usize = 1514;
const MAX_EARLY_FRAMES: usize = 16;

pub struct Card {
    driver: Driver,
    early_frames: VecDeque<Vec<u8>>,
    has_address: bool,
}

impl Card {
    pub fn new(driver: Driver) -> Card {
        Card { driver, early_frames: VecDeque::new(), has_address: false }
    }

    pub fn mac(&self) -> EthernetAddress {
        EthernetAddress(self.driver.mac_address())
    }

    pub fn ack_interrupt(&mut self) {
        self.driver.ack_interrupt();
    }

    pub fn can_receive(&self) -> bool {
        self.driver.can_recv() || (self.has_address && !self.early_frames.is_empty())
    }

    /// Until this is called, TCP frames are kept to be received again.
    ///
    /// QEMU's user-mode network passes on a waiting client as soon as we ask for an address, before
    /// it gives us one, and tries again only six seconds later.
    pub fn set_has_address(&mut self) {
        self.has_address = true;
    }

    fn next_frame(&mut self) -> Option<Vec<u8>> {
        if self.has_address
            && let Some(frame) = self.early_frames.pop_front()
        {
            return Some(frame);
        }
        let buffer = self.driver.receive().ok()?;
        let frame = Vec::from(buffer.packet());
        self.driver.recycle_rx_buffer(buffer).expect("the receive queue has place for what came out of it");
        if !self.has_address && self.early_frames.len() < MAX_EARLY_FRAMES && is_tcp(&frame) {
            self.early_frames.push_back(frame.clone());
        }
        Some(frame)
    }
}

fn is_tcp(frame: &[u8]) -> bool {
    EthernetFrame::new_checked(frame).is_ok_and(|ethernet| {
        ethernet.ethertype() == EthernetProtocol::Ipv4
            && Ipv4Packet::new_checked(ethernet.payload()).is_ok_and(|packet| packet.next_header() == IpProtocol::Tcp)
    })
}

impl Device for Card {
    type RxToken<'a> = Received;
    type TxToken<'a> = ToSend<'a>;

    fn receive(&mut self, _: Instant) -> Option<(Received, ToSend<'_>)> {
        let frame = self.next_frame()?;
        Some((Received(frame), ToSend(&mut self.driver)))
    }

    fn transmit(&mut self, _: Instant) -> Option<ToSend<'_>> {
        self.driver.can_send().then_some(ToSend(&mut self.driver))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = FRAME_SIZE;
        capabilities
    }
}

pub struct Received(Vec<u8>);

impl RxToken for Received {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, handle: F) -> R {
        handle(&self.0)
    }
}

pub struct ToSend<'a>(&'a mut Driver);

impl TxToken for ToSend<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, length: usize, fill: F) -> R {
        let mut buffer = self.0.new_tx_buffer(length);
        let result = fill(buffer.packet_mut());
        if let Err(error) = self.0.send(buffer) {
            warn!("a frame wasn't sent: {error}");
        }
        result
    }
}
