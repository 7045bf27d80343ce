//! The network: smoltcp's TCP/IP over the virtio card.

use crate::args::StaticAddress;
use crate::clock;
use crate::virtio::{Driver, NetworkCard};
use alloc::{vec, vec::Vec};
use core::sync::atomic::{Ordering, fence};
use log::{info, warn};
use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet};
use smoltcp::phy::{self, Device, DeviceCapabilities, Medium};
use smoltcp::socket::dhcpv4;
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{EthernetAddress, Ipv4Address, Ipv4Cidr};

const ETHERNET_FRAME_SIZE: usize = 1514;
const DHCP_RETRY: Duration = Duration::from_secs(1);

pub struct Network {
    pub sockets: SocketSet<'static>,
    card: Card,
    interface: Interface,
    dhcp: Option<SocketHandle>,
}

impl Network {
    /// Asks for an address by DHCP when none is given.
    pub fn new(card: NetworkCard, ipv4: Option<StaticAddress>) -> Network {
        let mut card = Card { driver: card.driver, frame: Vec::new() };
        let mac = EthernetAddress(card.driver.mac_address());
        let mut config = Config::new(mac.into());
        config.random_seed = clock::cycles();
        let interface = Interface::new(config, &mut card, clock::now());
        let mut network = Network { sockets: SocketSet::new(vec![]), card, interface, dhcp: None };
        match ipv4 {
            Some(StaticAddress { address, gateway }) => network.set_address(address, gateway),
            None => network.start_dhcp(),
        }
        network
    }

    /// Receives and sends what there is.
    pub fn poll(&mut self, now: Instant) {
        self.card.driver.ack_interrupt();
        self.interface.poll(now, &mut self.card, &mut self.sockets);
        self.poll_dhcp();
    }

    /// Whether there is nothing to do before the next interrupt.
    pub fn is_idle(&mut self, now: Instant) -> bool {
        let nothing_to_send = self.interface.poll_delay(now, &self.sockets) != Some(Duration::ZERO);
        // The card interrupts for frames that come after it has seen that we took the last one.
        fence(Ordering::SeqCst);
        nothing_to_send && !self.card.driver.can_recv()
    }

    fn start_dhcp(&mut self) {
        let mut socket = dhcpv4::Socket::new();
        let mut retry = socket.get_retry_config();
        retry.discover_timeout = DHCP_RETRY;
        retry.initial_request_timeout = DHCP_RETRY;
        socket.set_retry_config(retry);
        self.dhcp = Some(self.sockets.add(socket));
    }

    fn poll_dhcp(&mut self) {
        let Some(handle) = self.dhcp else { return };
        match self.sockets.get_mut::<dhcpv4::Socket>(handle).poll() {
            Some(dhcpv4::Event::Configured(config)) => {
                let (address, router) = (config.address, config.router);
                self.set_address(address, router);
            }
            Some(dhcpv4::Event::Deconfigured) => self.unset_address(),
            None => {}
        }
    }

    fn set_address(&mut self, address: Ipv4Cidr, gateway: Option<Ipv4Address>) {
        self.unset_address();
        // Neither table can be full, having just been emptied.
        self.interface.update_ip_addrs(|addresses| addresses.extend([address.into()]));
        if let Some(gateway) = gateway {
            let _ = self.interface.routes_mut().add_default_ipv4_route(gateway);
        }
        match gateway {
            Some(gateway) => info!("address {address}, gateway {gateway}"),
            None => info!("address {address}, no gateway"),
        }
    }

    fn unset_address(&mut self) {
        if self.interface.ipv4_addr().is_some() {
            warn!("the address is lost");
        }
        self.interface.update_ip_addrs(|addresses| addresses.clear());
        self.interface.routes_mut().remove_default_ipv4_route();
    }
}

/// The virtio driver, as smoltcp wants a network device.
struct Card {
    driver: Driver,
    /// The frame received last.
    frame: Vec<u8>,
}

impl Device for Card {
    type RxToken<'a> = Received<'a>;
    type TxToken<'a> = ToSend<'a>;

    fn receive(&mut self, _: Instant) -> Option<(Received<'_>, ToSend<'_>)> {
        let buffer = self.driver.receive().ok()?;
        self.frame.clear();
        self.frame.extend_from_slice(buffer.packet());
        self.driver.recycle_rx_buffer(buffer).expect("the receive queue has place for what came out of it");
        Some((Received(&self.frame), ToSend(&mut self.driver)))
    }

    fn transmit(&mut self, _: Instant) -> Option<ToSend<'_>> {
        self.driver.can_send().then_some(ToSend(&mut self.driver))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = ETHERNET_FRAME_SIZE;
        capabilities
    }
}

struct Received<'a>(&'a [u8]);

impl phy::RxToken for Received<'_> {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, handle: F) -> R {
        handle(self.0)
    }
}

struct ToSend<'a>(&'a mut Driver);

impl phy::TxToken for ToSend<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, length: usize, fill: F) -> R {
        let mut buffer = self.0.new_tx_buffer(length);
        let result = fill(buffer.packet_mut());
        if let Err(error) = self.0.send(buffer) {
            warn!("a frame wasn't sent: {error}");
        }
        result
    }
}
