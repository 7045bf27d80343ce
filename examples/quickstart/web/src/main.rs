//! A web server that is its own operating system: it boots, drives one network card, and serves one
//! page. It knows two machines: a PC with virtio devices, as QEMU makes them, and a guest of Xen.

#![no_std]
#![no_main]

extern crate alloc;

mod args;
mod boot;
mod card;
mod clock;
mod console;
mod exit;
mod gateway;
mod http;
mod interrupts;
mod manifest;
mod memory;
mod net;
mod pci;
mod port;
mod runtime;
mod server;
mod site;
mod virtio;
mod xen;

use alloc::{boxed::Box, string::String};
use args::Args;
use card::{Card, Driver};
use log::info;
use net::Network;
use server::Server;
use site::Site;

/// What the page says, unless the command line has `--hello=`.
const GREETING: &str = "Hello from a unikernel!";

/// Where `boot.rs` arrives once the processor is in 64-bit mode.
fn main(command_line: &[u8]) -> ! {
    xen::init();
    console::init();
    interrupts::init();
    memory::init();
    clock::init();

    let args = Args::parse(command_line).unwrap_or_else(|problem| exit::usage(&problem));
    let greeting = args.hello.unwrap_or_else(|| String::from(GREETING));

    let driver = find_network_card().unwrap_or_else(|problem| exit::failure(&problem));
    let network = Network::new(Card::new(driver), args.addresses);
    info!("ready to serve \"{greeting}\" on port {}", server::PORT);
    Server::new(Site::new(&greeting)).run(network)
}

fn find_network_card() -> Result<Box<dyn Driver>, String> {
    if xen::is_host() {
        return Ok(Box::new(xen::NetworkCard::find()?));
    }
    virtio::find()
}
