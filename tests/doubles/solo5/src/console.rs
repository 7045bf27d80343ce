//! The guest's log, on standard output.

use log::{LevelFilter, Log, Metadata, Record};

struct Console;

impl Log for Console {
    fn enabled(&self, _: &Metadata) -> bool {
        true
    }

    fn log(&self, record: &Record) {
        let source = record.target().rsplit("::").next().unwrap_or_default();
        println!("[{}] [{source}] {}", record.level(), record.args());
    }

    fn flush(&self) {}
}

pub fn init() {
    // Fails only when a logger is set already.
    let _ = log::set_logger(&Console);
    log::set_max_level(LevelFilter::Info);
}
