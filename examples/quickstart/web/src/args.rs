//! The command line: `--ipv4=10.0.0.2/24 --ipv4-gateway=10.0.0.1 --ipv6=fd00::2/64 --hello="Hello there"`.

use alloc::{format, string::String, vec::Vec};
use smoltcp::wire::{Ipv4Address, Ipv4Cidr, Ipv6Address, Ipv6Cidr};

#[derive(Default)]
pub struct Args {
    pub hello: Option<String>,
    pub addresses: Addresses,
}

#[derive(Default)]
pub struct Addresses {
    pub ipv4: Option<StaticAddress<Ipv4Cidr, Ipv4Address>>,
    pub ipv6: Option<StaticAddress<Ipv6Cidr, Ipv6Address>>,
}

pub struct StaticAddress<Cidr, Address> {
    pub address: Cidr,
    pub gateway: Option<Address>,
}

impl Args {
    /// The error is one line for the user.
    pub fn parse(command_line: &[u8]) -> Result<Args, String> {
        let text = str::from_utf8(command_line).map_err(|_| "the command line isn't UTF-8")?;
        let (mut args, mut address, mut gateway) = (Args::default(), None, None);
        let (mut address6, mut gateway6) = (None, None);
        for word in split_words(text)? {
            let (name, value) = word.split_once('=').unwrap_or((&word, ""));
            let wrong = |expected| format!("{word}: expected {expected}");
            match name {
                "--hello" => args.hello = Some(value.into()),
                "--ipv4" => address = Some(parse_cidr4(value).ok_or_else(|| wrong("--ipv4=A.B.C.D/N"))?),
                "--ipv4-gateway" => {
                    gateway = Some(parse_address4(value).ok_or_else(|| wrong("--ipv4-gateway=A.B.C.D"))?);
                }
                "--ipv6" => address6 = Some(parse_cidr6(value).ok_or_else(|| wrong("--ipv6=X:X::X/N"))?),
                "--ipv6-gateway" => {
                    gateway6 = Some(parse_address6(value).ok_or_else(|| wrong("--ipv6-gateway=X:X::X"))?);
                }
                // QEMU's `microvm` machine adds these; virtio.rs finds the devices without.
                "virtio_mmio.device" => {}
                _ => return Err(format!("{word}: unknown argument, known are {KNOWN}")),
            }
        }
        let ipv4 = together(address, gateway).ok_or("--ipv4-gateway needs --ipv4")?;
        let ipv6 = together(address6, gateway6).ok_or("--ipv6-gateway needs --ipv6")?;
        args.addresses = Addresses { ipv4, ipv6 };
        Ok(args)
    }
}

const KNOWN: &str = "--hello=, --ipv4=, --ipv4-gateway=, --ipv6= and --ipv6-gateway=";

/// Nothing where there is a gateway alone.
fn together<Cidr, Address>(
    address: Option<Cidr>,
    gateway: Option<Address>,
) -> Option<Option<StaticAddress<Cidr, Address>>> {
    match (address, gateway) {
        (Some(address), gateway) => Some(Some(StaticAddress { address, gateway })),
        (None, None) => Some(None),
        (None, Some(_)) => None,
    }
}

/// Words are separated by spaces. Double quotes keep them together; a backslash takes the next
/// character as it is.
pub fn split_words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' => word.get_or_insert_default().push(characters.next().ok_or("nothing follows the last backslash")?),
            _ if character.is_ascii_whitespace() && !quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    if quoted {
        return Err("a double quote isn't closed".into());
    }
    words.extend(word);
    Ok(words)
}

/// An address and the length of its network's prefix.
fn parse_cidr<Address>(
    text: &str,
    longest: u8,
    parse_address: impl Fn(&str) -> Option<Address>,
) -> Option<(Address, u8)> {
    let (address, prefix) = text.split_once('/')?;
    let prefix = prefix.parse().ok().filter(|&length| length <= longest)?;
    Some((parse_address(address)?, prefix))
}

fn parse_cidr4(text: &str) -> Option<Ipv4Cidr> {
    parse_cidr(text, 32, parse_address4).map(|(address, prefix)| Ipv4Cidr::new(address, prefix))
}

fn parse_cidr6(text: &str) -> Option<Ipv6Cidr> {
    parse_cidr(text, 128, parse_address6).map(|(address, prefix)| Ipv6Cidr::new(address, prefix))
}

fn parse_address4(text: &str) -> Option<Ipv4Address> {
    let address: Ipv4Address = text.parse().ok()?;
    let is_a_host = !address.is_unspecified() && !address.is_multicast() && !address.is_broadcast();
    is_a_host.then_some(address)
}

fn parse_address6(text: &str) -> Option<Ipv6Address> {
    let address: Ipv6Address = text.parse().ok()?;
    (!address.is_unspecified() && !address.is_multicast()).then_some(address)
}
