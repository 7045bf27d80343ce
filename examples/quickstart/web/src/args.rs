//! The command line: `--ipv4=10.0.0.2/24 --ipv4-gateway=10.0.0.1 --hello="Hello there"`.

use alloc::{format, string::String, vec::Vec};
use smoltcp::wire::{Ipv4Address, Ipv4Cidr};

#[derive(Default)]
pub struct Args {
    pub hello: Option<String>,
    pub ipv4: Option<StaticAddress>,
}

pub struct StaticAddress {
    pub address: Ipv4Cidr,
    pub gateway: Option<Ipv4Address>,
}

impl Args {
    /// The error is one line for the user.
    pub fn parse(command_line: &[u8]) -> Result<Args, String> {
        let text = str::from_utf8(command_line).map_err(|_| "the command line isn't UTF-8")?;
        let (mut args, mut address, mut gateway) = (Args::default(), None, None);
        for word in split_words(text)? {
            let (name, value) = word.split_once('=').unwrap_or((&word, ""));
            let wrong = |expected| format!("{word}: expected {expected}");
            match name {
                "--hello" => args.hello = Some(value.into()),
                "--ipv4" => address = Some(parse_cidr(value).ok_or_else(|| wrong("--ipv4=A.B.C.D/N"))?),
                "--ipv4-gateway" => {
                    gateway = Some(parse_address(value).ok_or_else(|| wrong("--ipv4-gateway=A.B.C.D"))?);
                }
                // QEMU's `microvm` machine adds these; virtio.rs finds the devices without.
                "virtio_mmio.device" => {}
                _ => return Err(format!("{word}: unknown argument, known are --hello=, --ipv4= and --ipv4-gateway=")),
            }
        }
        args.ipv4 = match (address, gateway) {
            (Some(address), gateway) => Some(StaticAddress { address, gateway }),
            (None, None) => None,
            (None, Some(_)) => return Err("--ipv4-gateway needs --ipv4".into()),
        };
        Ok(args)
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

fn parse_cidr(text: &str) -> Option<Ipv4Cidr> {
    let (address, prefix) = text.split_once('/')?;
    let prefix = prefix.parse().ok().filter(|&length| length <= 32)?;
    Some(Ipv4Cidr::new(parse_address(address)?, prefix))
}

fn parse_address(text: &str) -> Option<Ipv4Address> {
    let address: Ipv4Address = text.parse().ok()?;
    let is_a_host = !address.is_unspecified() && !address.is_multicast() && !address.is_broadcast();
    is_a_host.then_some(address)
}
