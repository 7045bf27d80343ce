//! A network card as smoltcp's network device.

use crate::gateway::StandIn;
use alloc::{boxed::Box, collections::VecDeque, vec, vec::Vec};
use smoltcp::phy::{Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::time::Instant;
use smoltcp::wire::{EthernetAddress, EthernetFrame, EthernetProtocol, IpProtocol, Ipv4Packet};

pub const FRAME_SIZE: usize = 1514;
const MAX_EARLY_FRAMES: usize = 16;

/// What moves frames, on either machine.
pub trait Driver {
    fn mac(&self) -> [u8; 6];
    /// If there is no frame now, the next one ends `wait`.
    fn can_receive(&mut self) -> bool;
    fn receive(&mut self) -> Option<Vec<u8>>;
    fn can_send(&mut self) -> bool;
    fn send(&mut self, frame: &[u8]);
    /// Sleeps until the next frame, or for a moment. One that came since the last call counts.
    fn wait(&mut self);
}

pub struct Card {
    driver: Box<dyn Driver>,
    early_frames: VecDeque<Vec<u8>>,
    has_address: bool,
    stand_in: Option<StandIn>,
}

impl Card {
    pub fn new(driver: Box<dyn Driver>) -> Card {
        Card { driver, early_frames: VecDeque::new(), has_address: false, stand_in: None }
    }

    pub fn mac(&self) -> EthernetAddress {
        EthernetAddress(self.driver.mac())
    }

    pub fn wait(&mut self) {
        self.driver.wait();
    }

    pub fn can_receive(&mut self) -> bool {
        self.driver.can_receive() || (self.has_address && !self.early_frames.is_empty())
    }

    /// Until this is called, TCP frames are kept to be received again.
    ///
    /// QEMU's user-mode network passes on a waiting client as soon as we ask for an address, before
    /// it gives us one, and tries again only six seconds later.
    pub fn set_has_address(&mut self) {
        self.has_address = true;
    }

    /// For a gateway that smoltcp wouldn't hear.
    pub fn set_stand_in(&mut self, stand_in: Option<StandIn>) {
        self.stand_in = stand_in;
    }

    fn next_frame(&mut self) -> Option<Vec<u8>> {
        if self.has_address
            && let Some(frame) = self.early_frames.pop_front()
        {
            return Some(frame);
        }
        let mut frame = self.driver.receive()?;
        self.stand_in.inspect(|stand_in| stand_in.change_received(&mut frame));
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
        Some((Received(frame), ToSend { driver: &mut *self.driver, stand_in: self.stand_in }))
    }

    fn transmit(&mut self, _: Instant) -> Option<ToSend<'_>> {
        self.driver.can_send().then_some(ToSend { driver: &mut *self.driver, stand_in: self.stand_in })
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

pub struct ToSend<'a> {
    driver: &'a mut dyn Driver,
    stand_in: Option<StandIn>,
}

impl TxToken for ToSend<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, length: usize, fill: F) -> R {
        let mut frame = vec![0; length];
        let result = fill(&mut frame);
        self.stand_in.inspect(|stand_in| stand_in.change_sent(&mut frame));
        self.driver.send(&frame);
        result
    }
}
