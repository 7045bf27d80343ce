//! The log, on the first serial port.

use crate::{clock, port};
use core::fmt::{self, Write};
use log::{Level, LevelFilter, Log, Metadata, Record};

const COM1: u16 = 0x3f8;
const LINE_STATUS: u16 = COM1 + 5;
const READY_TO_SEND: u8 = 1 << 5;

pub struct Console;

impl Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            if byte == b'\n' {
                send(b'\r');
            }
            send(byte);
        }
        Ok(())
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
        // Writing to the serial port can't fail.
        let _ = writeln!(Console, "[{seconds:>4}.{millis:03}] {:<5} {}", record.level(), record.args());
    }

    fn flush(&self) {}
}

pub fn init() {
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
    // Fails only when a logger is set already.
    let _ = log::set_logger(&Console);
    log::set_max_level(LevelFilter::Info);
}
