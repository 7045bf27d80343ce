//! The log, on a PC's first serial port or in Xen's console.

use crate::{clock, port, xen};
use core::fmt::{self, Write};
use log::{Level, LevelFilter, Log, Metadata, Record};

const COM1: u16 = 0x3f8;
const LINE_STATUS: u16 = COM1 + 5;
const READY_TO_SEND: u8 = 1 << 5;

pub struct Console;

impl Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for piece in text.split_inclusive('\n') {
            match piece.strip_suffix('\n') {
                Some(end) => [end, "\r\n"].map(write),
                None => [piece, ""].map(write),
            };
        }
        Ok(())
    }
}

fn write(text: &str) {
    if xen::is_host() {
        xen::console::write(text.as_bytes());
    } else {
        text.bytes().for_each(send);
    }
}

fn send(byte: u8) {
    // SAFETY: nothing else uses the serial port.
    unsafe {
        while port::read_u8(LINE_STATUS) & READY_TO_SEND == 0 {}
        port::write_u8(COM1, byte);
    }
}

impl Log for Console {
    /// What libraries tell is of use only when something is wrong.
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.target().starts_with(env!("CARGO_CRATE_NAME")) || metadata.level() <= Level::Warn
    }

    fn log(&self, record: &Record) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let millis = clock::now().total_millis();
        let (seconds, millis) = (millis / 1000, millis % 1000);
        // Writing to the console can't fail.
        let _ = writeln!(Console, "[{seconds:>4}.{millis:03}] {:<5} {}", record.level(), record.args());
    }

    fn flush(&self) {}
}

pub fn init() {
    if !xen::is_host() {
        init_serial_port();
    }
    // Fails only when a logger is set already.
    let _ = log::set_logger(&Console);
    log::set_max_level(LevelFilter::Info);
}

fn init_serial_port() {
    // SAFETY: these are the registers of a 16550, the serial port of every PC.
    unsafe {
        port::write_u8(COM1 + 1, 0x00); // no interrupts
        port::write_u8(COM1 + 3, 0x80); // the next two are the divisor:
        port::write_u8(COM1, 0x01); //     115,200 baud
        port::write_u8(COM1 + 1, 0x00);
        port::write_u8(COM1 + 3, 0x03); // 8 bits, no parity, 1 stop bit
        port::write_u8(COM1 + 2, 0x01); // FIFO on
        port::write_u8(COM1 + 4, 0x03); // ready
    }
}
