//! The PCI bus, by the two I/O ports every PC has for it.

use crate::port;
use virtio_drivers::transport::pci::bus::{
    Command, ConfigurationAccess, DeviceFunction, DeviceFunctionInfo, HeaderType, PciRoot,
};

const ADDRESS: u16 = 0xcf8;
const DATA: u16 = 0xcfc;

const BUS_NUMBERS: u8 = 0x18;
const FIRST_REGISTERS: u8 = 0x10;
const INTERRUPT_LINE: u8 = 0x3c;

pub struct Ports;

impl Ports {
    fn select(device: DeviceFunction, register: u8) {
        let DeviceFunction { bus, device, function } = device;
        let address = u32::from_be_bytes([0x80, bus, device << 3 | function, register]);
        // SAFETY: only says what the next access to DATA is about.
        unsafe { port::write_u32(ADDRESS, address) }
    }
}

impl ConfigurationAccess for Ports {
    fn read_word(&self, device: DeviceFunction, register: u8) -> u32 {
        Ports::select(device, register);
        // SAFETY: reading the configuration of a device has no effect.
        unsafe { port::read_u32(DATA) }
    }

    fn write_word(&mut self, device: DeviceFunction, register: u8, value: u32) {
        Ports::select(device, register);
        // SAFETY: the PCI library writes only what configures the device.
        unsafe { port::write_u32(DATA, value) }
    }

    unsafe fn unsafe_clone(&self) -> Self {
        Ports
    }
}

/// The first device that is wanted, on the given bus or behind a bridge on it.
pub fn find(bus: u8, wanted: &dyn Fn(&DeviceFunctionInfo) -> bool) -> Option<DeviceFunction> {
    PciRoot::new(Ports).enumerate_bus(bus).find_map(|(device, info)| {
        if info.header_type == HeaderType::PciPciBridge {
            let [_, secondary, ..] = Ports.read_word(device, BUS_NUMBERS).to_le_bytes();
            return if secondary > bus { find(secondary, wanted) } else { None };
        }
        wanted(&info).then_some(device)
    })
}

/// Lets the device answer and read and write memory. Returns the interrupt it was given by the
/// firmware.
pub fn enable(root: &mut PciRoot<Ports>, device: DeviceFunction) -> u8 {
    root.set_command(device, Command::IO_SPACE | Command::MEMORY_SPACE | Command::BUS_MASTER);
    let [line, ..] = Ports.read_word(device, INTERRUPT_LINE).to_le_bytes();
    line
}

/// Where the device's first registers are among the I/O ports, if they aren't in memory.
pub fn first_port(device: DeviceFunction) -> Option<u16> {
    const IS_PORT: u32 = 1;
    const FLAGS: u32 = 0b11;
    let place = Ports.read_word(device, FIRST_REGISTERS);
    (place & IS_PORT != 0).then_some((place & !FLAGS) as u16)
}
