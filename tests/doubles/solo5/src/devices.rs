//! What is attached to the guest.

use crate::notes::{Device, Kind};
use crate::tap::{self, Tap};
use crate::tender::{self, Tender};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom};

const SECTOR_SIZE: u64 = 512;

pub struct Devices {
    declared: Vec<Device>,
    interfaces: HashMap<String, File>,
    macs: HashMap<String, [u8; 6]>,
    paths: HashMap<String, String>,
    sector_sizes: HashMap<String, u64>,
}

pub struct Attached {
    /// The first network's.
    pub card: Option<Tap>,
}

impl Devices {
    pub fn new(declared: Vec<Device>) -> Devices {
        Devices {
            declared,
            interfaces: HashMap::new(),
            macs: HashMap::new(),
            paths: HashMap::new(),
            sector_sizes: HashMap::new(),
        }
    }

    /// Whether it is a device's option, and there is nothing wrong with it.
    pub fn take(&mut self, tender: Tender, option: &str) -> bool {
        let Some((what, value)) = option.split_once('=') else { return false };
        let Some((what, name)) = what.split_once(':') else { return false };
        let kind = match what {
            "--net" | "--net-mac" => Kind::Net,
            "--block" | "--block-sector-size" => Kind::Block,
            _ => return false,
        };
        if !self.declared.iter().any(|device| device.name == name && device.kind == kind) {
            tender.warn(format!("Resource not declared in manifest: '{name}'"));
            return false;
        }
        self.set(tender, what, name.into(), value).is_some()
    }

    /// Nothing for a value that will not do.
    fn set(&mut self, tender: Tender, what: &str, name: String, value: &str) -> Option<()> {
        match what {
            "--net" => drop(self.interfaces.insert(name, attach(tender, value)?)),
            "--net-mac" => drop(self.macs.insert(name, parse_mac(value)?)),
            "--block" => drop(self.paths.insert(name, value.into())),
            _ => drop(self.sector_sizes.insert(name, parse_sector_size(value)?)),
        }
        Some(())
    }

    /// All that are declared, or the end.
    pub fn attached(mut self, tender: Tender) -> Attached {
        let mut is_complete = true;
        for Device { name, kind } in &self.declared {
            if !self.interfaces.contains_key(name) && !self.paths.contains_key(name) {
                tender.warn(format!("Device '{name}' of type {} declared but not attached.", kind.name()));
                is_complete = false;
            }
        }
        if !is_complete {
            tender.fail("All declared devices must be attached. See --help for syntax.");
        }
        for (name, path) in &self.paths {
            let sector_size = self.sector_sizes.get(name).copied().unwrap_or(SECTOR_SIZE);
            check_volume(tender, name, path, sector_size);
        }
        let first = self.declared.iter().find(|device| device.kind == Kind::Net);
        let card = first.and_then(|Device { name, .. }| {
            let mac = self.macs.get(name).copied().unwrap_or_else(tap::random_mac);
            Some(Tap::new(self.interfaces.remove(name)?, mac))
        });
        Attached { card }
    }
}

fn check_volume(tender: Tender, name: &str, path: &str, sector_size: u64) {
    let opened = OpenOptions::new().read(true).write(true).open(path);
    let mut file = opened
        .unwrap_or_else(|error| tender.fail(format!("Could not open block device: {path}: {}", tender::words(&error))));
    match file.seek(SeekFrom::End(0)) {
        Ok(size) if size >= sector_size && size.is_multiple_of(sector_size) => {}
        _ => tender.fail(format!("{name}: Backing storage size must be block aligned ({sector_size} bytes)")),
    }
}

fn attach(tender: Tender, interface: &str) -> Option<File> {
    let warn = |error| tender.warn(format!("Could not attach interface: {interface}: {}", tender::words(&error)));
    tap::attach(interface).map_err(warn).ok()
}

fn parse_sector_size(text: &str) -> Option<u64> {
    text.parse().ok().filter(|&size: &u64| size >= SECTOR_SIZE && size.is_power_of_two())
}

fn parse_mac(text: &str) -> Option<[u8; 6]> {
    let parts: Vec<_> = text.split(':').map(|part| u8::from_str_radix(part, 16)).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}
