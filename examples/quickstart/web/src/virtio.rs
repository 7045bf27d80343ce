//! Finding the virtio network card: on the PCI bus, or in one of the slots of a machine without.

use crate::memory::Memory;
use crate::pci;
use alloc::{format, string::String};
use core::fmt::Display;
use core::ptr::NonNull;
use virtio_drivers::device::net::VirtIONet;
use virtio_drivers::transport::pci::bus::PciRoot;
use virtio_drivers::transport::pci::{PciTransport, virtio_device_type};
use virtio_drivers::transport::{DeviceType, SomeTransport, Transport, mmio::MmioTransport};

const QUEUE_SIZE: usize = 64;
const RECEIVE_BUFFER_SIZE: usize = 2048;

pub type Driver = VirtIONet<Memory, SomeTransport<'static>, QUEUE_SIZE>;

pub struct NetworkCard {
    pub driver: Driver,
    pub irq: u8,
}

/// QEMU's `microvm` has no PCI bus, but some slots at fixed addresses.
const MICROVM_SLOTS: usize = 0xfeb0_0000;
const MICROVM_SLOT_SIZE: usize = 512;
const MICROVM_FIRST_IRQ: u8 = 5;
const MICROVM_SLOT_COUNT: u8 = 8;

pub fn find_network_card() -> Result<NetworkCard, String> {
    let (transport, irq) = on_pci()?
        .or_else(on_microvm)
        .ok_or("there is no virtio network card (for QEMU: -device virtio-net-pci,netdev=…)")?;
    if irq >= 16 {
        return Err(format!("the network card interrupts by line {irq}; there should be 16"));
    }
    let driver = Driver::new(transport, RECEIVE_BUFFER_SIZE).map_err(cannot_use)?;
    Ok(NetworkCard { driver, irq })
}

fn on_pci() -> Result<Option<(SomeTransport<'static>, u8)>, String> {
    let is_network_card = |info: &_| virtio_device_type(info) == Some(DeviceType::Network);
    let Some(device) = pci::find(0, &is_network_card) else { return Ok(None) };
    let mut root = PciRoot::new(pci::Ports);
    let irq = pci::enable(&mut root, device);
    let transport = PciTransport::new::<Memory, _>(&mut root, device).map_err(cannot_use)?;
    Ok(Some((transport.into(), irq)))
}

fn on_microvm() -> Option<(SomeTransport<'static>, u8)> {
    (0..MICROVM_SLOT_COUNT).find_map(|slot| {
        let registers = NonNull::new((MICROVM_SLOTS + usize::from(slot) * MICROVM_SLOT_SIZE) as *mut _)?;
        // SAFETY: nothing else uses these addresses; a slot without a device is an error.
        let transport = unsafe { MmioTransport::new(registers, MICROVM_SLOT_SIZE) }.ok()?;
        let is_network_card = transport.device_type() == DeviceType::Network;
        is_network_card.then(|| (transport.into(), MICROVM_FIRST_IRQ + slot))
    })
}

fn cannot_use(error: impl Display) -> String {
    format!("the network card can't be used: {error}")
}
