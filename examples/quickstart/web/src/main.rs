//! A web server that is its own operating system: it boots, drives one virtio network card, and
//! serves one page.

#![no_std]
#![no_main]

extern crate alloc;

mod args;
mod boot;
mod card;
mod clock;
mod console;
mod exit;
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

use alloc::string::String;
use args::Args;
use card::Card;
use log::info;
use net::Network;
use server::Server;
use site::Site;

/// What the page says, unless the command line has `--hello=`.
const GREETING: &str = "Hello from a unikernel!";

/// Where `boot.rs` arrives once the processor is in 64-bit mode.
fn main(command_line: &[u8]) -> ! {
    console::init();
    memory::init();
    clock::init();

    let args = Args::parse(command_line).unwrap_or_else(|problem| exit::usage(&problem));
    let greeting = args.hello.unwrap_or_else(|| String::from(GREETING));

    let card = virtio::find_network_card().unwrap_or_else(|problem| exit::failure(&problem));
    interrupts::init(card.irq);

    let mut network = Network::new(Card::new(card.driver), args.ipv4);
    let mut server = Server::new(Site::new(&greeting));
    info!("ready to serve \"{greeting}\" on port {}", server::PORT);

    loop {
        let now = clock::now();
        server.serve(&mut network.sockets, now);
        let received = network.receive(now);
        network.send(now);
        if !received && network.is_idle(now) {
            interrupts::wait();
            network.ack_interrupt();
        }
    }
}
