//! A TAP device as the guest's network card.

use crate::card::Driver;
use crate::clock;
use log::warn;
use std::ffi::CStr;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::OpenOptionsExt;
use std::process::exit;
use std::{mem, ptr};

/// With some room, as for the tag of a VLAN.
const MAX_FRAME_SIZE: usize = 2048;
/// What has to be done by the clock, such as sending again, waits for no longer.
const MOMENT_MS: i32 = 50;

pub struct Tap {
    file: File,
    mac: [u8; 6],
}

impl Tap {
    pub fn new(file: File, mac: [u8; 6]) -> Tap {
        Tap { file, mac }
    }

    fn poll(&self, timeout_ms: i32) -> bool {
        let mut entry = libc::pollfd { fd: self.file.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: it is one entry, which outlives the call.
        unsafe { libc::poll(&mut entry, 1, timeout_ms) > 0 }
    }
}

impl Driver for Tap {
    fn mac(&self) -> [u8; 6] {
        self.mac
    }

    fn can_receive(&mut self) -> bool {
        self.poll(0)
    }

    fn receive(&mut self) -> Option<Vec<u8>> {
        let mut frame = vec![0; MAX_FRAME_SIZE];
        match self.file.read(&mut frame) {
            Ok(length) => {
                frame.truncate(length);
                Some(frame)
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => None,
            Err(error) => {
                eprintln!("Fatal error: nothing can be read from the network: {error}");
                exit(1)
            }
        }
    }

    fn can_send(&mut self) -> bool {
        true
    }

    fn send(&mut self, frame: &[u8]) {
        if let Err(error) = self.file.write(frame) {
            warn!("a frame was not sent: {error}");
        }
    }

    fn wait(&mut self) {
        self.poll(MOMENT_MS);
    }
}

/// An interface by its name, or one that is open already, as `@NN`. The kernel would make one that is not there.
pub fn attach(interface: &str) -> Result<File> {
    if let Some(number) = interface.strip_prefix('@') {
        return inherited(number);
    }
    if interface.len() >= libc::IFNAMSIZ {
        return Err(Error::from_raw_os_error(libc::ENAMETOOLONG));
    }
    match flags_of(interface)? {
        None => return Err(Error::from_raw_os_error(libc::ENOENT)),
        Some(flags) if flags & (libc::IFF_UP | libc::IFF_RUNNING) as u32 == 0 => {
            return Err(Error::from_raw_os_error(libc::ENETDOWN));
        }
        Some(_) => {}
    }
    let file = OpenOptions::new().read(true).write(true).custom_flags(libc::O_NONBLOCK).open("/dev/net/tun")?;
    // SAFETY: all zeros is a valid value of it.
    let mut request: libc::ifreq = unsafe { mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(interface.bytes()) {
        *to = from as libc::c_char;
    }
    request.ifr_ifru.ifru_flags = (libc::IFF_TAP | libc::IFF_NO_PI) as libc::c_short;
    // SAFETY: that is what this request takes.
    checked(unsafe { libc::ioctl(file.as_raw_fd(), libc::TUNSETIFF, &mut request) })?;
    Ok(file)
}

fn inherited(number: &str) -> Result<File> {
    let fd = number.parse().map_err(|_| Error::from_raw_os_error(libc::EINVAL))?;
    // SAFETY: it only changes what becomes of reading from it.
    checked(unsafe { libc::fcntl(fd, libc::F_SETFL, libc::O_NONBLOCK) })?;
    // SAFETY: it is open, and whoever passed it on meant it to be used.
    Ok(unsafe { File::from_raw_fd(fd) })
}

/// By netlink, as the tenders ask.
fn flags_of(interface: &str) -> Result<Option<u32>> {
    let mut first = ptr::null_mut();
    // SAFETY: it gets a place to put the list.
    checked(unsafe { libc::getifaddrs(&mut first) })?;
    let mut next = first;
    let mut flags = None;
    // SAFETY: the list is whole, and ends with a null pointer.
    while let Some(entry) = unsafe { next.as_ref() } {
        // SAFETY: a name ends with a null.
        if unsafe { CStr::from_ptr(entry.ifa_name) }.to_bytes() == interface.as_bytes() {
            flags = Some(entry.ifa_flags);
        }
        next = entry.ifa_next;
    }
    // SAFETY: nothing of the list is used any more.
    unsafe { libc::freeifaddrs(first) };
    Ok(flags)
}

fn checked(result: libc::c_int) -> Result<()> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(()) }
}

/// One that is nobody's.
pub fn random_mac() -> [u8; 6] {
    let mut mac = [0; 6];
    mac.copy_from_slice(&clock::cycles().to_le_bytes()[..6]);
    mac[0] = mac[0] & !1 | 2;
    mac
}
