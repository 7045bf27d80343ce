//! What the tenders ask of the kernel before the guest runs. A unit that is hardened too far for them refuses it here as well.

use crate::tender::{Tender, words};
use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Write, stderr};
use std::{process, ptr};

const MIB: usize = 1 << 20;
const ASK_FOR_PERSONALITY: libc::c_ulong = 0xffff_ffff;

pub fn enter(tender: Tender, memory_mib: usize) {
    match tender {
        Tender::Spt => {
            ask_for_personality(tender);
            load_code(tender, memory_mib);
            restrict(tender);
        }
        Tender::Hvt => {
            open_kvm(tender);
            end_on_signals();
        }
    }
}

/// `LockPersonality=` forbids even to ask.
fn ask_for_personality(tender: Tender) {
    // SAFETY: it changes nothing.
    if unsafe { libc::personality(ASK_FOR_PERSONALITY) } < 0 {
        tender.warn("Assertion `persona >= 0' failed.");
        process::abort();
    }
}

/// The guest's code is written to memory that may be executed afterwards, which `MemoryDenyWriteExecute=` forbids.
fn load_code(tender: Tender, memory_mib: usize) {
    let (size, readable) = (memory_mib * MIB, libc::PROT_READ);
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: nobody else has that memory.
    let memory = unsafe { libc::mmap(ptr::null_mut(), size, readable | libc::PROT_WRITE, flags, -1, 0) };
    if memory == libc::MAP_FAILED {
        tender.fail(format!("Error allocating guest memory: {}", words(&Error::last_os_error())));
    }
    // SAFETY: nor is anything in it.
    if unsafe { libc::mprotect(memory, MIB, readable | libc::PROT_EXEC) } < 0 {
        tender.fail(format!("Could not protect guest memory: {}", words(&Error::last_os_error())));
    }
}

/// With a filter that lets everything through: it matters that there may be one.
fn restrict(tender: Tender) {
    const LET_THROUGH: u16 = (libc::BPF_RET | libc::BPF_K) as u16;
    let mut filter = [libc::sock_filter { code: LET_THROUGH, jt: 0, jf: 0, k: libc::SECCOMP_RET_ALLOW }];
    let program = libc::sock_fprog { len: 1, filter: filter.as_mut_ptr() };
    // SAFETY: the program outlives the call.
    let result = unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, &program)
    };
    if result < 0 {
        tender.fail(format!("seccomp_load() failed: {}", words(&Error::last_os_error())));
    }
}

/// A machine without KVM will do: there is nothing to run on it.
fn open_kvm(tender: Tender) {
    let Err(error) = OpenOptions::new().read(true).write(true).open("/dev/kvm") else { return };
    let is_absent =
        error.kind() == ErrorKind::NotFound || matches!(error.raw_os_error(), Some(libc::ENODEV | libc::ENXIO));
    if !is_absent {
        tender.fail(format!("Could not open: /dev/kvm: {}", words(&error)));
    }
}

fn end_on_signals() {
    extern "C" fn end(signal: libc::c_int) {
        // Nothing else is written there by then, so that nobody holds its lock.
        let _ = writeln!(stderr(), "{}: Exiting on signal {signal}", Tender::Hvt.name());
        // SAFETY: it ends the process.
        unsafe { libc::_exit(1) }
    }
    for signal in [libc::SIGINT, libc::SIGTERM] {
        // SAFETY: what it does is allowed in a handler.
        unsafe { libc::signal(signal, end as *const () as libc::sighandler_t) };
    }
}
