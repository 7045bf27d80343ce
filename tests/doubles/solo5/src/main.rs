//! A double of Solo5's tenders: from argv to exit status as they are, around a guest of its own.

extern crate alloc;

#[path = "../../../../examples/quickstart/web/src/args.rs"]
mod args;
#[path = "../../../../examples/quickstart/web/src/card.rs"]
mod card;
mod clock;
mod command_line;
mod console;
mod devices;
#[path = "../../../../examples/quickstart/web/src/gateway.rs"]
mod gateway;
mod guest;
#[path = "../../../../examples/quickstart/web/src/http.rs"]
mod http;
#[path = "../../../../examples/quickstart/web/src/net.rs"]
mod net;
mod notes;
mod sandbox;
#[path = "../../../../examples/quickstart/web/src/server.rs"]
mod server;
#[path = "../../../../examples/quickstart/web/src/site.rs"]
mod site;
mod tap;
mod tender;

use command_line::CommandLine;
use devices::Devices;
use std::fs;
use tender::Tender;

fn main() {
    let mut words = std::env::args();
    let tender = Tender::called(&words.next().unwrap_or_default());
    let CommandLine { options, kernel, arguments } = CommandLine::of(tender, words);

    let declared = declared(tender, &kernel).unwrap_or_else(|problem| tender.fail(format!("{kernel}: {problem}")));
    let mut devices = Devices::new(declared);
    let mut memory_mib = 512;
    for option in &options {
        match option.strip_prefix("--mem=") {
            Some(size) => memory_mib = memory(tender, size),
            None if devices.take(tender, option) || tender.takes(option) => {}
            None => tender.fail_with_usage(format!("Invalid option: `{option}'")),
        }
    }
    let attached = devices.attached(tender);
    sandbox::enter(tender, memory_mib);
    guest::run(guest::Machine { memory_mib, card: attached.card, arguments });
}

/// The devices that a kernel for this tender declares.
fn declared(tender: Tender, kernel: &str) -> Result<Vec<notes::Device>, String> {
    let bytes = fs::read(kernel).map_err(|error| format!("Could not open: {}", tender::words(&error)))?;
    let (target, version) = notes::abi(&bytes).ok_or("No Solo5 ABI information found in executable")?;
    if target != tender.abi_target() {
        return Err(format!("Executable is not for the {} target", tender.name()));
    }
    if version != tender::ABI_VERSION {
        return Err(format!("Executable requests unsupported ABI version {version}"));
    }
    let manifest = notes::manifest(&bytes).ok_or("No Solo5 manifest found in executable")?;
    Ok(notes::devices(manifest).ok_or("Solo5 manifest is invalid")?)
}

fn memory(tender: Tender, size: &str) -> usize {
    match size.parse() {
        Ok(mib) if mib > 0 => mib,
        _ => tender.fail("Malformed argument to --mem"),
    }
}
