//! The network: smoltcp's TCP/IP on the card, with addresses that were given, or one that comes by DHCP.

use crate::args::{Addresses, StaticAddress};
use crate::card::Card;
use crate::clock;
use crate::gateway::StandIn;
use alloc::vec::Vec;
use core::fmt::Display;
use core::sync::atomic::{Ordering, fence};
use log::{info, warn};
use smoltcp::iface::{Config, Interface, PollIngressSingleResult, SocketHandle, SocketSet};
use smoltcp::phy::{Device, TxToken};
use smoltcp::socket::dhcpv4;
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{
    ArpOperation, ArpPacket, ArpRepr, EthernetAddress, EthernetFrame, EthernetProtocol, EthernetRepr, IpCidr,
    Ipv4Address, Ipv4Cidr, Ipv6Address, Ipv6Cidr,
};

const DHCP_RETRY: Duration = Duration::from_secs(1);

pub struct Network {
    pub sockets: SocketSet<'static>,
    card: Card,
    interface: Interface,
    dhcp: Option<SocketHandle>,
}

impl Network {
    /// Asks for an IPv4 address by DHCP when none is given.
    pub fn new(mut card: Card, Addresses { ipv4, ipv6 }: Addresses) -> Network {
        let mut config = Config::new(card.mac().into());
        config.random_seed = clock::cycles();
        let interface = Interface::new(config, &mut card, clock::now());
        let mut network = Network { sockets: SocketSet::new(Vec::new()), card, interface, dhcp: None };
        if let Some(StaticAddress { address, gateway }) = ipv6 {
            network.set_address6(address, gateway);
        }
        match ipv4 {
            Some(StaticAddress { address, gateway }) => network.set_address(address, gateway),
            None => network.start_dhcp(),
        }
        network
    }

    /// Takes in one frame, if there is one.
    pub fn receive(&mut self, now: Instant) -> bool {
        let result = self.interface.poll_ingress_single(now, &mut self.card, &mut self.sockets);
        self.poll_dhcp();
        !matches!(result, PollIngressSingleResult::None)
    }

    /// Sends what the sockets have to send.
    pub fn send(&mut self, now: Instant) {
        self.interface.poll_egress(now, &mut self.card, &mut self.sockets);
    }

    /// Sleeps until the next frame, or for a moment.
    pub fn wait(&mut self) {
        self.card.wait();
    }

    /// Whether there is nothing to do before the next frame.
    pub fn is_idle(&mut self, now: Instant) -> bool {
        let nothing_to_send = self.interface.poll_delay(now, &self.sockets) != Some(Duration::ZERO);
        // The card tells of a frame only if it has seen by then that we took the one before.
        fence(Ordering::SeqCst);
        nothing_to_send && !self.card.can_receive()
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
        let stand_in = gateway.and_then(|gateway| StandIn::find(address, gateway));
        let network = stand_in.map_or(address, |stand_in| stand_in.network);
        self.replace_ipv4(Some(network));
        self.interface.routes_mut().remove_default_ipv4_route();
        if let Some(router) = stand_in.map(|stand_in| stand_in.address).or(gateway) {
            let _ = self.interface.routes_mut().add_default_ipv4_route(router);
        }
        self.card.set_stand_in(stand_in);
        self.card.set_has_address();
        self.announce(address.address());
        tell(address, gateway);
    }

    /// Also called before there is any.
    fn unset_address(&mut self) {
        if let Some(address) = self.interface.ipv4_addr() {
            warn!("the lease of {address} is over");
        }
        self.replace_ipv4(None);
        self.interface.routes_mut().remove_default_ipv4_route();
    }

    /// Neither table can be full: each has place for two entries, which is one for each kind of address.
    fn replace_ipv4(&mut self, network: Option<Ipv4Cidr>) {
        self.interface.update_ip_addrs(|addresses| {
            addresses.retain(|address| matches!(address, IpCidr::Ipv6(_)));
            addresses.extend(network.map(IpCidr::Ipv4));
        });
    }

    fn set_address6(&mut self, address: Ipv6Cidr, gateway: Option<Ipv6Address>) {
        self.interface.update_ip_addrs(|addresses| addresses.extend([IpCidr::Ipv6(address)]));
        if let Some(router) = gateway {
            let _ = self.interface.routes_mut().add_default_ipv6_route(router);
        }
        tell(address, gateway);
    }

    /// Tells the neighbours whose address this is now, so that none has to ask or sends its frames
    /// to who had it before.
    fn announce(&mut self, address: Ipv4Address) {
        let ethernet = EthernetRepr {
            src_addr: self.card.mac(),
            dst_addr: EthernetAddress::BROADCAST,
            ethertype: EthernetProtocol::Arp,
        };
        let arp = ArpRepr::EthernetIpv4 {
            operation: ArpOperation::Request,
            source_hardware_addr: self.card.mac(),
            source_protocol_addr: address,
            target_hardware_addr: EthernetAddress([0; 6]),
            target_protocol_addr: address,
        };
        let Some(token) = self.card.transmit(clock::now()) else { return };
        token.consume(ethernet.buffer_len() + arp.buffer_len(), |buffer| {
            let mut frame = EthernetFrame::new_unchecked(buffer);
            ethernet.emit(&mut frame);
            arp.emit(&mut ArpPacket::new_unchecked(frame.payload_mut()));
        });
    }
}

fn tell(address: impl Display, gateway: Option<impl Display>) {
    match gateway {
        Some(gateway) => info!("address {address}, gateway {gateway}"),
        None => info!("address {address}, no gateway"),
    }
}
