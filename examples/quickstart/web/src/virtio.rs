//! Finding the virtio network card: on the PCI bus, or in one of the slots of a machine without.

mod legacy;
mod queue;

use crate::card::Driver;
use crate::memory::Memory;
use crate::{interrupts, pci};
use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::fmt::Display;
use core::ptr::NonNull;
use legacy::LegacyCard;
use log::warn;
use virtio_drivers::device::net::{TxBuffer, VirtIONet};
use virtio_drivers::transport::pci::bus::PciRoot;
use virtio_drivers::transport::pci::{PciTransport, VirtioPciError, virtio_device_type};
use virtio_drivers::transport::{DeviceType, SomeTransport, Transport, mmio::MmioTransport};

const QUEUE_SIZE: usize = 64;
const RECEIVE_BUFFER_SIZE: usize = 2048;

struct ModernCard(VirtIONet<Memory, SomeTransport<'static>, QUEUE_SIZE>);

/// A card, and the line that it interrupts by.
type Found = (Box<dyn Driver>, u8);

/// QEMU's `microvm` has no PCI bus, but some slots at fixed addresses.
const MICROVM_SLOTS: usize = 0xfeb0_0000;
const MICROVM_SLOT_SIZE: usize = 512;
const MICROVM_FIRST_IRQ: u8 = 5;
const MICROVM_SLOT_COUNT: u8 = 8;

/// The first one, with its interrupts on.
pub fn find() -> Result<Box<dyn Driver>, String> {
    let (card, irq) = match on_pci()? {
        Some(found) => found,
        None => on_microvm()?.ok_or("there is no virtio network card (for QEMU: -device virtio-net-pci,netdev=…)")?,
    };
    if irq >= 16 {
        return Err(format!("the network card interrupts by line {irq}; there should be 16"));
    }
    interrupts::wake_by(irq);
    Ok(card)
}

impl ModernCard {
    fn start(transport: SomeTransport<'static>) -> Result<Box<dyn Driver>, String> {
        let driver = VirtIONet::new(transport, RECEIVE_BUFFER_SIZE).map_err(cannot_use)?;
        Ok(Box::new(ModernCard(driver)))
    }
}

impl Driver for ModernCard {
    fn mac(&self) -> [u8; 6] {
        self.0.mac_address()
    }

    fn can_receive(&mut self) -> bool {
        self.0.can_recv()
    }

    fn receive(&mut self) -> Option<Vec<u8>> {
        let buffer = self.0.receive().ok()?;
        let frame = Vec::from(buffer.packet());
        self.0.recycle_rx_buffer(buffer).expect("the receive queue has place for what came out of it");
        Some(frame)
    }

    fn can_send(&mut self) -> bool {
        self.0.can_send()
    }

    fn send(&mut self, frame: &[u8]) {
        if let Err(error) = self.0.send(TxBuffer::from(frame)) {
            warn!("a frame wasn't sent: {error}");
        }
    }

    fn wait(&mut self) {
        interrupts::wait();
        self.0.ack_interrupt();
    }
}

fn on_pci() -> Result<Option<Found>, String> {
    let is_network_card = |info: &_| virtio_device_type(info) == Some(DeviceType::Network);
    let Some(device) = pci::find(0, &is_network_card) else { return Ok(None) };
    let mut root = PciRoot::new(pci::Ports);
    let irq = pci::enable(&mut root, device);
    let card = match PciTransport::new::<Memory, _>(&mut root, device) {
        Ok(transport) => ModernCard::start(transport.into())?,
        Err(error @ VirtioPciError::MissingCommonConfig) => {
            let first_port = pci::first_port(device).ok_or_else(|| cannot_use(error))?;
            Box::new(LegacyCard::start(first_port)?)
        }
        Err(error) => return Err(cannot_use(error)),
    };
    Ok(Some((card, irq)))
}

fn on_microvm() -> Result<Option<Found>, String> {
    let slot_with_card = (0..MICROVM_SLOT_COUNT).find_map(|slot| Some((transport_in(slot)?, slot)));
    let Some((transport, slot)) = slot_with_card else { return Ok(None) };
    Ok(Some((ModernCard::start(transport.into())?, MICROVM_FIRST_IRQ + slot)))
}

/// That of a network card, if there is one in the slot.
fn transport_in(slot: u8) -> Option<MmioTransport<'static>> {
    let registers = NonNull::new((MICROVM_SLOTS + usize::from(slot) * MICROVM_SLOT_SIZE) as *mut _)?;
    // SAFETY: nothing else uses these addresses; a slot without a device is an error.
    let transport = unsafe { MmioTransport::new(registers, MICROVM_SLOT_SIZE) }.ok()?;
    (transport.device_type() == DeviceType::Network).then_some(transport)
}

fn cannot_use(error: impl Display) -> String {
    format!("the network card can't be used: {error}")
}
