//! A gateway outside of our network, as where every machine gets an address of its own, a /32.
//!
//! smoltcp hears only neighbours in its own network. So it gets a network of two addresses, ours and
//! one that stands in for the gateway; what asks for it, and the answers, are changed on the way. As
//! only ARP names the gateway, all else goes to it as it is, for whoever has that address too.

use smoltcp::wire::{ArpPacket, EthernetFrame, EthernetProtocol, Ipv4Address, Ipv4Cidr};

const NETWORK_OF_TWO: u8 = 31;

#[derive(Clone, Copy)]
pub struct StandIn {
    pub network: Ipv4Cidr,
    pub address: Ipv4Address,
    gateway: Ipv4Address,
}

impl StandIn {
    /// None is needed for a gateway in the network.
    pub fn find(ours: Ipv4Cidr, gateway: Ipv4Address) -> Option<StandIn> {
        let network = Ipv4Cidr::new(ours.address(), NETWORK_OF_TWO);
        let address = Ipv4Address::from_bits(ours.address().to_bits() ^ 1);
        (!ours.contains_addr(&gateway)).then_some(StandIn { network, address, gateway })
    }

    pub fn change_received(self, frame: &mut [u8]) {
        if let Some(mut arp) = arp_in(frame) {
            let source = self.change(arp.source_protocol_addr());
            source.inspect(|source| arp.set_source_protocol_addr(source));
        }
    }

    pub fn change_sent(self, frame: &mut [u8]) {
        if let Some(mut arp) = arp_in(frame) {
            let target = self.change(arp.target_protocol_addr());
            target.inspect(|target| arp.set_target_protocol_addr(target));
        }
    }

    /// The other one of the two: who really has the stand-in's address shall not be taken for the gateway.
    fn change(self, address: &[u8]) -> Option<[u8; 4]> {
        let [gateway, stand_in] = [self.gateway, self.address].map(|address| address.octets());
        match address {
            _ if address == gateway => Some(stand_in),
            _ if address == stand_in => Some(gateway),
            _ => None,
        }
    }
}

fn arp_in(frame: &mut [u8]) -> Option<ArpPacket<&mut [u8]>> {
    let ethernet = EthernetFrame::new_checked(frame).ok()?;
    if ethernet.ethertype() != EthernetProtocol::Arp {
        return None;
    }
    let start = EthernetFrame::<&[u8]>::header_len();
    ArpPacket::new_checked(&mut ethernet.into_inner()[start..]).ok()
}
