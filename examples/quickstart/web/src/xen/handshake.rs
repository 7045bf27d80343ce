//! How the two ends of a network card find each other, by what they write to the store.

use super::events::{Port, wait};
use super::store::Store;
use alloc::{format, string::String};
use core::time::Duration;
use smoltcp::wire::EthernetAddress;

const FRONT: &str = "device/vif/0";

/// States of either end.
const WAITING: u32 = 2;
const CONNECTED: u32 = 4;

/// How often to look for the other end, and how many times: it may be slow to come.
const INTERVAL: Duration = Duration::from_millis(10);
const PATIENCE: usize = 3000;

/// The host's end.
pub struct OtherEnd {
    pub domain: u16,
    pub mac: EthernetAddress,
    state: String,
}

/// What the host's end needs of ours: the numbers of what was granted to it.
pub struct Connection {
    pub port: Port,
    pub send_ring: u32,
    pub receive_ring: u32,
}

impl OtherEnd {
    pub fn find(store: &mut Store) -> Result<OtherEnd, String> {
        let other =
            store.read(&format!("{FRONT}/backend")).map_err(|_| "there is no network card (for xl: vif=[…])")?;
        let domain = store.read(&format!("{FRONT}/backend-id"))?;
        let mac = store.read(&format!("{FRONT}/mac"))?;
        Ok(OtherEnd {
            domain: domain.parse().map_err(|_| format!("{domain} is no number of a domain"))?,
            mac: mac.parse().map_err(|()| format!("{mac} is no MAC address"))?,
            state: format!("{other}/state"),
        })
    }

    pub fn connect(&self, store: &mut Store, ours: &Connection) -> Result<(), String> {
        self.wait_for(WAITING, store, ours.port)?;
        for (key, value) in [
            ("tx-ring-ref", ours.send_ring),
            ("rx-ring-ref", ours.receive_ring),
            ("event-channel", ours.port.0),
            ("request-rx-copy", 1),
            ("feature-rx-notify", 1),
            // The host shall not leave checksums to be computed here.
            ("feature-no-csum-offload", 1),
            ("state", CONNECTED),
        ] {
            store.write(&format!("{FRONT}/{key}"), &format!("{value}"))?;
        }
        self.wait_for(CONNECTED, store, ours.port)
    }

    fn wait_for(&self, state: u32, store: &mut Store, port: Port) -> Result<(), String> {
        for _ in 0..PATIENCE {
            if store.read(&self.state)?.parse() == Ok(state) {
                return Ok(());
            }
            wait(&[port], INTERVAL);
            port.clear();
        }
        Err(format!("the host's end of the network card doesn't come to state {state}"))
    }
}
